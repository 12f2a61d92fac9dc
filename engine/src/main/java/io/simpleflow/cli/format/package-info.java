/**
 * The output formats that come with the command line, found as those of a plugin are: {@code
 * tabular}, {@code csv}, {@code tsv}, {@code json}, {@code prettyjson} and {@code human}.
 */
@NullMarked
package io.simpleflow.cli.format;

import org.jspecify.annotations.NullMarked;
