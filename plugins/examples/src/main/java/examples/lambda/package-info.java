/** An AWS Lambda function as a task, and its stand-in where there is no AWS. */
@NullMarked
package examples.lambda;

import org.jspecify.annotations.NullMarked;
