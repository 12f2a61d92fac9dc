package examples.branches;

import io.simpleflow.Activity;

/** The activities of {@link BranchesWorkflow}. */
public final class Shop {
  private Shop() {}

  /**
   * Asks a shop for the price of an article.
   *
   * @throws IllegalStateException if the shop is closed
   */
  @Activity
  public static int price(String shop, String article) {
    if (shop.equals("closed")) {
      throw new IllegalStateException("the shop is closed");
    }
    return shop.length() * 10 + article.length();
  }

  /** Asks a shop what it takes to deliver something of that price. */
  @Activity
  public static int delivery(String shop, int price) {
    return price > 50 ? 0 : 5;
  }
}
