package io.simpleflow.history;

/** The registered name and version of an activity. */
public record ActivityType(String name, String version) {}
