/**
 * What an installation has beside the libraries: the configuration of its log, and what lets its
 * commands start fast. Nothing else belongs here; a program that embeds the libraries configures
 * its log itself.
 */
@NullMarked
package io.simpleflow.distribution;

import org.jspecify.annotations.NullMarked;
