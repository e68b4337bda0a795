package org.certdrop.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import javax.management.ObjectName;
import org.certdrop.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camel's own beans for management are there when they are asked for, and only then. */
class JmxTest {
  @TempDir Path directory;

  private static Set<ObjectName> routes() throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName("org.apache.camel:type=routes,*"), null);
  }

  @Test
  void byDefaultThereAreNone() throws Exception {
    try (Service service = Service.start(ServiceTest.makeHome(directory.resolve("home")))) {
      assertThat(routes()).isEmpty();
    }
  }

  @Test
  void aLineForCamelBringsThem() throws Exception {
    Home home = ServiceTest.makeHome(directory.resolve("home"));
    Files.writeString(
        home.properties(), "camel.main.jmx-enabled=true\n", StandardOpenOption.APPEND);
    try (Service service = Service.start(home)) {
      assertThat(routes()).extracting(name -> name.getKeyProperty("name")).contains("\"claim\"");
    }
  }
}
