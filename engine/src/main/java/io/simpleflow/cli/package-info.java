/**
 * The command line: what is typed in, what is printed, and how a process ends. The only package
 * that writes to the standard streams. What commands find out comes from the engine; nothing there
 * knows of this package.
 */
@NullMarked
package io.simpleflow.cli;

import org.jspecify.annotations.NullMarked;
