package io.simpleflow.local.service;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes run ids of SWF's form: "22", then 32 random bytes in base64, 46 characters in all. */
final class RunIds {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "22" + Base64.getEncoder().encodeToString(bytes);
  }
}
