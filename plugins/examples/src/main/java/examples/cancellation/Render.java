package examples.cancellation;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;

/** The activities of {@link CancellationWorkflow}. */
public final class Render {
  private Render() {}

  /**
   * Renders a film, frame by frame. It is interrupted when its cancellation is asked for, which
   * ends the sleep; code that never sleeps asks {@code ActivityContext.isCancelRequested()}.
   */
  @Activity(startToCloseTimeout = "1h", heartbeatTimeout = "1m")
  public static String film(String quality, int frames) throws InterruptedException {
    for (int frame = 0; frame < frames; frame++) {
      ActivityContext.current().heartbeat(frame);
      Thread.sleep(10);
    }
    return "film in " + quality + " quality";
  }

  /** Deletes the files that are left of films that were not finished. */
  @Activity
  public static String deleteScraps() {
    return "scraps deleted";
  }
}
