package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.certdrop.home.Faults;
import org.junit.jupiter.api.Test;

class FaultsHealthCheckTest {
  @Test
  void isDownWithADetailAsLongAsAFaultLasts() throws Exception {
    Faults faults = new Faults(Clock.systemUTC());
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("certdropHealth", HealthChecks.faults(faults));
      context.start();
      assertThat(result(context).getState()).isEqualTo(HealthCheck.State.UP);
      faults.begin("ingest", new IOException("disk full"));
      assertThat(result(context).getState()).isEqualTo(HealthCheck.State.DOWN);
      assertThat(result(context).getDetails().get("ingest").toString()).contains("disk full");
      faults.end("ingest");
      assertThat(result(context).getState()).isEqualTo(HealthCheck.State.UP);
    }
  }

  private static HealthCheck.Result result(DefaultCamelContext context) {
    assertThat(HealthCheckRegistry.get(context)).isNotNull();
    return HealthCheckHelper.invoke(context).stream()
        .filter(result -> result.getCheck().getId().equals("certdrop-faults"))
        .findAny()
        .orElseThrow();
  }
}
