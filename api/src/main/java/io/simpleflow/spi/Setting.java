package io.simpleflow.spi;

/**
 * A setting that a plugin understands.
 *
 * @param key its name in {@code --set key=value}
 * @param environmentVariable the variable that gives its value where the command line does not
 * @param defaultValue what holds without either, as a text for people
 * @param description one line on what it does
 */
public record Setting(
    String key, String environmentVariable, String defaultValue, String description) {}
