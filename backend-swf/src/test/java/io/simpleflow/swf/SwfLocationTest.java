package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/** The files in {@code ~/.aws} are replaced through the SDK's own system properties. */
class SwfLocationTest {
  @TempDir Path home;

  @BeforeEach
  void useOwnFiles() throws IOException {
    Files.writeString(
        home.resolve("config"),
        """
        [profile team]
        region = ap-southeast-2
        aws_access_key_id = TEAM
        aws_secret_access_key = secret
        [profile lab]
        endpoint_url = http://lab.example:8042
        services = of-the-lab
        [services of-the-lab]
        swf =
          endpoint_url = http://swf.lab.example:8042
        """);
    System.setProperty("aws.configFile", home.resolve("config").toString());
    System.setProperty("aws.sharedCredentialsFile", home.resolve("credentials").toString());
  }

  @AfterEach
  void useTheUsersFiles() {
    System.clearProperty("aws.configFile");
    System.clearProperty("aws.sharedCredentialsFile");
  }

  private static SwfLocation of(String... keysAndValues) {
    Map<String, String> values = new HashMap<>(Map.of("domain", "test"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SwfLocation.of(Settings.of(values));
  }

  @Test
  void needsADomain() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SwfLocation.of(Settings.of(Map.of())))
        .withMessageContaining("--domain NAME")
        .withMessageContaining("SWF_DOMAIN");
  }

  @Test
  void isInTheFirstRegionUnlessToldOtherwise() {
    assertThat(of().region()).isEqualTo(Region.US_EAST_1);
    assertThat(of("profile", "team").region()).isEqualTo(Region.AP_SOUTHEAST_2);
    assertThat(of("profile", "team", "default-region", "eu-west-3").region())
        .isEqualTo(Region.EU_WEST_3);
    assertThat(of("default-region", "eu-west-3", "region", "eu-north-1").region())
        .isEqualTo(Region.EU_NORTH_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-gov-west-1", "us-isob-east-1", "eusc-de-east-1", "xx-new-9"})
  void takesEveryRegionThatMayBe(String region) {
    assertThat(of("region", region).region().id()).isEqualTo(region);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "eu-west", "eu-west-1a", "EU-WEST-1", "eu west 1"})
  void refusesWhatIsNoRegion(String region) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> of("region", region, "endpoint", "http://localhost:8042"))
        .withMessageContaining("'" + region + "' is no AWS region");
  }

  @Test
  void isAtAwsUnlessToldOtherwise() {
    assertThat(of("region", "eu-west-1").endpoint())
        .isEqualTo(URI.create("https://swf.eu-west-1.amazonaws.com"));
    assertThat(of("region", "cn-north-1").endpoint().getHost()).endsWith(".amazonaws.com.cn");
    assertThat(of("profile", "lab").endpoint())
        .isEqualTo(URI.create("http://swf.lab.example:8042"));
    assertThat(of("profile", "lab", "default-endpoint", "http://all.example").endpoint())
        .isEqualTo(URI.create("http://all.example"));
    assertThat(
            of("default-endpoint", "http://all.example", "endpoint", "https://it.example:1/")
                .endpoint())
        .isEqualTo(URI.create("https://it.example:1/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8042", "ftp://host", "http://", "http://a b"})
  void refusesWhatIsNoEndpoint(String endpoint) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> of("endpoint", endpoint))
        .withMessageContaining("'" + endpoint + "' is not a URL such as http://localhost:8042");
  }

  @Test
  void refusesAProfileThatIsNotThere() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> of("profile", "nobody"))
        .withMessageContaining("no profile 'nobody' in " + home.resolve("config"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8042",
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://x.localhost"
      })
  void needsNoCredentialsOnThisMachine(String endpoint) {
    assertThat(of("endpoint", endpoint).credentials().resolveCredentials().accessKeyId())
        .isNotEmpty();
  }

  @Test
  void takesTheCredentialsOfTheProfile() {
    assertThat(of("profile", "team").credentials().resolveCredentials().accessKeyId())
        .isEqualTo("TEAM");
    assertThat(
            of("profile", "team", "endpoint", "http://localhost:1")
                .credentials()
                .resolveCredentials()
                .accessKeyId())
        .isEqualTo("TEAM");
  }
}
