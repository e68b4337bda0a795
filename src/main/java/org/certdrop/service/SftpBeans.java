package org.certdrop.service;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.certdrop.files.DurableFiles;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Settings;
import org.certdrop.home.SftpSource;
import org.certdrop.home.StartException;
import org.certdrop.inbox.Arrivals;
import org.certdrop.inbox.RemoteFolder;

/** The beans of {@code sftp.camel.yaml}; a home without that route loads nothing of them. */
final class SftpBeans {
  private static final String COMPONENT =
      "/org/apache/camel/component/file/remote/SftpComponent.class";

  private SftpBeans() {}

  /**
   * Makes them.
   *
   * @param fetches whether it is this service that fetches
   * @return by the names that stand in the route
   * @throws StartException if what they need is not on the class path
   */
  static Map<String, Object> of(
      Home home, Settings settings, Faults faults, BooleanSupplier fetches)
      throws IOException, StartException {
    if (SftpBeans.class.getResource(COMPONENT) == null) {
      throw new StartException(
          home.routes().resolve(SftpSource.ROUTE)
              + " needs the jars in target/lib/extras. Start certdrop with its launcher, which adds them.");
    }
    RemoteFolder folder = new RemoteFolder(settings.inbox().settleTime(), System::nanoTime);
    Arrivals arrivals = Arrivals.open(home, new DurableFiles());
    SftpServer server = new SftpServer(folder, arrivals, faults, fetches);
    return Map.of(
        "sftpFiles", new SftpFiles(folder),
        "sftpFetched", new SftpFetched(arrivals, server),
        "sftpServer", server);
  }
}
