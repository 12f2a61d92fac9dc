package io.simpleflow.swf;

import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.Setting;
import io.simpleflow.spi.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;

/**
 * Which service is meant, and who calls it.
 *
 * @param domain the domain, not empty
 * @param region the region that requests are signed for
 * @param endpoint where the service is
 * @param credentials who calls; looked up at the first call
 * @param way how the service is reached
 */
record SwfLocation(
    String domain,
    Region region,
    URI endpoint,
    AwsCredentialsProvider credentials,
    ProxyAddress way) {
  private static final List<Setting> OWN =
      List.of(
          new Setting("domain", "SWF_DOMAIN", "none", "the domain of the workflows"),
          new Setting(
              "region", "AWS_REGION", "default-region", "the AWS region, such as eu-west-1"),
          new Setting(
              "default-region",
              "AWS_DEFAULT_REGION",
              "the profile's, else us-east-1",
              "the AWS region if 'region' is not set"),
          new Setting(
              "profile",
              "AWS_PROFILE",
              "default",
              "the profile in ~/.aws that has region, endpoint and credentials"),
          new Setting(
              "endpoint",
              "AWS_ENDPOINT_URL_SWF",
              "default-endpoint",
              "where the service is, such as http://localhost:8042"),
          new Setting(
              "default-endpoint",
              "AWS_ENDPOINT_URL",
              "the profile's, else AWS's in the region",
              "where the service is if 'endpoint' is not set"));

  /** Those of the service, and of the way to it. */
  static final List<Setting> SETTINGS =
      Stream.concat(OWN.stream(), ProxyAddress.SETTINGS.stream()).toList();

  private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+-\\d+");
  private static final Region DEFAULT_REGION = Region.US_EAST_1;

  /**
   * Reads the settings and the files in {@code ~/.aws}.
   *
   * @throws ConfigurationException if there is no domain, or a value is wrong
   */
  static SwfLocation of(Settings settings) {
    String domain =
        settings
            .get("domain")
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "the backend 'swf' needs to know the domain: give --domain NAME or set"
                            + " SWF_DOMAIN"));
    ProfileFile files = profileFiles();
    Optional<String> profile = settings.get("profile");
    String profileName = profile.orElse("default");
    if (profile.isPresent() && files.profile(profileName).isEmpty()) {
      throw new ConfigurationException(
          "there is no profile '%s' in %s or %s"
              .formatted(
                  profileName,
                  ProfileFileLocation.configurationFilePath(),
                  ProfileFileLocation.credentialsFilePath()));
    }
    Region region =
        settings
            .get("region")
            .or(() -> settings.get("default-region"))
            .or(() -> files.profile(profileName).flatMap(p -> p.property(ProfileProperty.REGION)))
            .map(SwfLocation::region)
            .orElse(DEFAULT_REGION);
    URI endpoint = endpoint(settings, region, files, profileName);
    return new SwfLocation(
        domain,
        region,
        endpoint,
        credentials(endpoint, files, profile),
        ProxyAddress.to(endpoint, settings));
  }

  /** AWS adds regions; but their names are all made in one way. */
  private static Region region(String given) {
    if (!REGION.matcher(given).matches()) {
      throw new ConfigurationException(
          "'%s' is no AWS region: give one such as eu-west-1 with --region or AWS_REGION"
              .formatted(given));
    }
    return Region.of(given);
  }

  private static ProfileFile profileFiles() {
    try {
      return ProfileFile.defaultProfileFile();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ConfigurationException(
          "the AWS configuration cannot be read: %s".formatted(e.getMessage()), e);
    }
  }

  private static URI endpoint(
      Settings settings, Region region, ProfileFile files, String profileName) {
    return settings
        .get("endpoint")
        .or(() -> settings.get("default-endpoint"))
        .map(SwfLocation::endpoint)
        .orElseGet(() -> standardEndpoint(region, files, profileName));
  }

  private static URI standardEndpoint(Region region, ProfileFile files, String profileName) {
    return AwsClientEndpointProvider.builder()
        .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_SWF")
        .serviceEndpointOverrideSystemProperty("aws.endpointUrlSwf")
        .serviceProfileProperty("swf")
        .serviceEndpointPrefix("swf")
        .defaultProtocol("https")
        .region(region)
        .profileFile(() -> files)
        .profileName(profileName)
        .build()
        .clientEndpoint();
  }

  private static URI endpoint(String given) {
    try {
      URI uri = new URI(given);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw notAnEndpoint(given, e);
    }
    throw notAnEndpoint(given, null);
  }

  private static ConfigurationException notAnEndpoint(String given, @Nullable Throwable cause) {
    return new ConfigurationException(
        "the endpoint '%s' is not a URL such as http://localhost:8042".formatted(given), cause);
  }

  /**
   * As every AWS tool finds them. A server on this machine needs none, and nobody wants to wait
   * there until the metadata service of a cloud does not answer.
   */
  private static AwsCredentialsProvider credentials(
      URI endpoint, ProfileFile files, Optional<String> profile) {
    if (isLoopback(endpoint)) {
      return AwsCredentialsProviderChain.of(
          SystemPropertyCredentialsProvider.create(),
          EnvironmentVariableCredentialsProvider.create(),
          ofProfile(files, profile),
          StaticCredentialsProvider.create(AwsBasicCredentials.create("simpleflow", "simpleflow")));
    }
    boolean isChosen = profile.isPresent() && !profile.get().equals(System.getenv("AWS_PROFILE"));
    if (isChosen) {
      // As in every AWS tool, a profile that was asked for counts more than keys that lie around.
      return ofProfile(files, profile);
    }
    DefaultCredentialsProvider.Builder standard =
        DefaultCredentialsProvider.builder().profileFile(files);
    profile.ifPresent(standard::profileName);
    return standard.build();
  }

  private static ProfileCredentialsProvider ofProfile(ProfileFile files, Optional<String> profile) {
    ProfileCredentialsProvider.Builder provider =
        ProfileCredentialsProvider.builder().profileFile(files);
    profile.ifPresent(provider::profileName);
    return provider.build();
  }

  static boolean isLoopback(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
