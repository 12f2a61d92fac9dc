package examples.canvas;

import io.simpleflow.Activity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The activities of {@link CanvasWorkflow}. */
public final class Pictures {
  private Pictures() {}

  /** The pictures of a folder. */
  @Activity
  public static List<String> find(String folder) {
    return List.of(folder + "-1", folder + "-2", folder + "-blurred", folder + "-4");
  }

  /** Makes a picture small. */
  @Activity
  public static String shrink(String picture) {
    if (picture.endsWith("-blurred")) {
      throw new IllegalArgumentException(picture + " shows nothing");
    }
    return "small " + picture;
  }

  /** Binds what there is into an album. */
  @Activity
  public static String bind(String title, List<@Nullable String> pictures) {
    List<String> there = new ArrayList<>(pictures);
    there.removeIf(picture -> picture == null);
    return "%s: %s".formatted(title, String.join(", ", there));
  }
}
