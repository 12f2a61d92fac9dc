/** The quickstart: one activity after another, and a workflow that prints what they give. */
@NullMarked
package examples.basic;

import org.jspecify.annotations.NullMarked;
