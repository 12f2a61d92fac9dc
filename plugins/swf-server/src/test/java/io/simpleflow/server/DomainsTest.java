package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DomainsTest {
  private Wire wire;

  @BeforeEach
  void start() {
    wire = Wire.start();
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private void register(String name) {
    wire.ok(
        "RegisterDomain",
        "{'name':'%s','workflowExecutionRetentionPeriodInDays':'7','description':'of %s'}"
            .formatted(name, name));
  }

  @Test
  void aDomainIsDescribedAsItWasRegistered() {
    register("e");
    Wire.Answer answer = wire.ok("DescribeDomain", "{'name':'e'}");
    assertThat(answer.text("/configuration/workflowExecutionRetentionPeriodInDays")).isEqualTo("7");
    assertThat(answer.text("/domainInfo/description")).isEqualTo("of e");
    assertThat(
            wire.call("RegisterDomain", "{'name':'e','workflowExecutionRetentionPeriodInDays':'7'}")
                .fault())
        .isEqualTo("400 com.amazonaws.swf.base.model#DomainAlreadyExistsFault: e");
  }

  @Test
  void aDomainThatIsNotThereIsAnUnknownResource() {
    String fault = "400 com.amazonaws.swf.base.model#UnknownResourceFault: Unknown domain: nope";
    assertThat(wire.call("DescribeDomain", "{'name':'nope'}").fault()).isEqualTo(fault);
    assertThat(wire.call("DeprecateDomain", "{'name':'nope'}").fault()).isEqualTo(fault);
    assertThat(
            wire.call("PollForActivityTask", "{'domain':'nope','taskList':{'name':'l'}}").fault())
        .isEqualTo(fault);
  }

  @Test
  void domainsAreListedByNameInPagesEitherWay() {
    register("c");
    register("a");
    register("b");
    assertThat(pages("")).isEqualTo("a b/c d");
    assertThat(pages(",'reverseOrder':true")).isEqualTo("d c/b a");
  }

  private String pages(String options) {
    String request = "{'registrationStatus':'REGISTERED','maximumPageSize':2%s%s}";
    Wire.Answer first = wire.ok("ListDomains", request.formatted(options, ""));
    String token = ",'nextPageToken':'" + first.text("/nextPageToken") + "'";
    Wire.Answer second = wire.ok("ListDomains", request.formatted(options, token));
    assertThat(second.body().has("nextPageToken")).isFalse();
    return names(first) + "/" + names(second);
  }

  private static String names(Wire.Answer page) {
    return String.join(" ", page.body().get("domainInfos").findValuesAsText("name"));
  }

  @Test
  void aTokenOfAnotherListingIsInvalid() {
    register("e");
    String token =
        wire.ok("ListDomains", "{'registrationStatus':'REGISTERED','maximumPageSize':1}")
            .text("/nextPageToken");
    String invalid = "400 com.amazon.coral.validate#ValidationException: Invalid token";
    String other = "{'registrationStatus':'REGISTERED','reverseOrder':true,'nextPageToken':'%s'}";
    assertThat(wire.call("ListDomains", other.formatted(token)).fault()).isEqualTo(invalid);
    assertThat(wire.call("ListDomains", other.formatted("!")).fault()).isEqualTo(invalid);
    assertThat(wire.call("ListDomains", other.formatted("aaaa")).fault()).isEqualTo(invalid);
  }

  @Test
  void nothingNewBeginsInADeprecatedDomainUntilItIsUndeprecated() {
    wire.withTypes();
    wire.startExecution("before");
    wire.ok("DeprecateDomain", "{'name':'d'}");
    String fault = "400 com.amazonaws.swf.base.model#DomainDeprecatedFault: d";
    assertThat(wire.call("DeprecateDomain", "{'name':'d'}").fault()).isEqualTo(fault);
    assertThat(wire.call("StartWorkflowExecution", Wire.startOf("x")).fault()).isEqualTo(fault);
    assertThat(wire.call("RegisterActivityType", "{'domain':'d','name':'n','version':'1'}").fault())
        .isEqualTo(fault);
    wire.ok("SignalWorkflowExecution", "{'domain':'d','workflowId':'before','signalName':'s'}");
    assertThat(wire.ok("ListDomains", "{'registrationStatus':'DEPRECATED'}").body().toString())
        .contains("\"name\":\"d\",\"status\":\"DEPRECATED\"");
    wire.ok("UndeprecateDomain", "{'name':'d'}");
    assertThat(wire.call("UndeprecateDomain", "{'name':'d'}").fault())
        .isEqualTo("400 com.amazonaws.swf.base.model#DomainAlreadyExistsFault: d");
    wire.ok("RegisterActivityType", "{'domain':'d','name':'n','version':'1'}");
  }

  @Test
  void domainsHaveTags() {
    String arn = wire.ok("DescribeDomain", "{'name':'d'}").text("/domainInfo/arn");
    String resource = "{'resourceArn':'" + arn + "'%s}";
    wire.ok(
        "TagResource",
        resource.formatted(",'tags':[{'key':'b','value':'2'},{'key':'a','value':'1'}]"));
    wire.ok("TagResource", resource.formatted(",'tags':[{'key':'b','value':'3'},{'key':'c'}]"));
    wire.ok("UntagResource", resource.formatted(",'tagKeys':['a','none']"));
    assertThat(wire.ok("ListTagsForResource", resource.formatted("")).http().body())
        .isEqualTo("{\"tags\":[{\"key\":\"b\",\"value\":\"3\"},{\"key\":\"c\",\"value\":\"\"}]}");
  }

  @Test
  void aDomainHasAtMostFiftyTags() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i <= 50; i++) {
      tags.append(i == 0 ? "" : ",").append("{'key':'k%d','value':'v'}".formatted(i));
    }
    String request =
        "{'resourceArn':'arn:aws:swf:eu-west-1:123456789012:/domain/d','tags':[%s]}"
            .formatted(tags);
    assertThat(wire.call("TagResource", request).fault()).contains("#TooManyTagsFault: ");
  }

  @Test
  void tagsOfWhatIsNotThereAreRefused() {
    assertThat(
            wire.call(
                    "ListTagsForResource",
                    "{'resourceArn':'arn:aws:swf:us-east-1:000000000000:/domain/nope'}")
                .fault())
        .contains("#UnknownResourceFault: ");
    assertThat(wire.call("ListTagsForResource", "{'resourceArn':'d'}").fault())
        .contains("#ValidationException: ");
  }
}
