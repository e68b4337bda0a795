package org.certdrop.service;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's {@code file}, but that where a {@link CamelGate} names what may be taken, that alone is
 * looked at: Camel would list the whole folder for it, and a folder with very many names does not
 * fit into memory.
 */
@Component("file")
final class NamedFiles extends FileComponent {
  @Override
  protected GenericFileEndpoint<File> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws Exception {
    GenericFileEndpoint<File> usual = super.buildFileEndpoint(uri, remaining, parameters);
    FileEndpoint endpoint = new Endpoint(uri, this);
    endpoint.setFile(((FileEndpoint) usual).getFile());
    GenericFileConfiguration configuration = usual.getConfiguration();
    endpoint.setConfiguration(configuration);
    return endpoint;
  }

  private static final class Endpoint extends FileEndpoint {
    Endpoint(String uri, FileComponent component) {
      super(uri, component);
    }

    @Override
    protected FileConsumer newFileConsumer(
        Processor processor, GenericFileOperations<File> operations) {
      return new Taker(this, processor, operations);
    }

    private static final class Taker extends FileConsumer {
      Taker(Endpoint endpoint, Processor processor, GenericFileOperations<File> operations) {
        super(endpoint, processor, operations, endpoint.createGenericFileStrategy());
      }

      @Override
      protected boolean pollDirectory(
          Exchange exchange, String folder, List<GenericFile<File>> taken, int depth) {
        if (!(getEndpoint().getFilter() instanceof CamelGate gate)) {
          return super.pollDirectory(exchange, folder, taken, depth);
        }
        for (String name : gate.names()) {
          if (!canPollMoreFiles(taken)) {
            return false;
          }
          File file = new File(folder, name);
          GenericFile<File> found = asGenericFile(folder, file, getEndpoint().getCharset(), false);
          if (file.exists()
              && isValidFile(
                  exchange, () -> found, name, file.getPath(), () -> name, false, new File[0])) {
            taken.add(found);
          }
        }
        return true;
      }
    }
  }
}
