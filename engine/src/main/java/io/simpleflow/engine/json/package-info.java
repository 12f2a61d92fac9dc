/**
 * JSON: histories and decisions in SWF's shape, values as they travel. The one package that knows
 * the JSON library, which shows in none of its signatures, so that a backend may use the package
 * and nobody depends on the library.
 */
@NullMarked
package io.simpleflow.engine.json;

import org.jspecify.annotations.NullMarked;
