package io.simpleflow.server.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The {@code nextPageToken} of an answer: where the next page begins. It holds all there is to
 * know, so that it outlives the server, and a digest over that and what is listed, so that a token
 * of something else is noticed. Callers cannot read more with a forged one than without.
 */
public final class PageToken {
  private static final int DIGEST_BYTES = 9;

  private PageToken() {}

  /**
   * Makes a token.
   *
   * @param listing what is listed: the operation and the arguments that must not change
   * @param position where the next page begins
   */
  public static String of(String listing, String position) {
    byte[] digest = digest(listing, position);
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(digest, digest.length + text.length);
    System.arraycopy(text, 0, token, digest.length, text.length);
    return Base64.getUrlEncoder().encodeToString(token);
  }

  /**
   * Reads the position from a token.
   *
   * @throws Fault if it is none of ours, or one of another listing
   */
  public static String position(String listing, String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      if (bytes.length >= DIGEST_BYTES) {
        String position =
            new String(bytes, DIGEST_BYTES, bytes.length - DIGEST_BYTES, StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(digest(listing, position), Arrays.copyOf(bytes, DIGEST_BYTES))) {
          return position;
        }
      }
    } catch (IllegalArgumentException notBase64) {
      throw new Fault(FaultType.VALIDATION, "Invalid token", notBase64);
    }
    throw Fault.validation("Invalid token");
  }

  private static byte[] digest(String listing, String position) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((listing + "\n" + position).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
