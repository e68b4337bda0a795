package org.certdrop.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.certdrop.json.StrictJson;
import org.certdrop.party.PartyId;
import org.certdrop.registration.MalformedDocumentException;
import org.certdrop.registration.RegistryView;
import org.certdrop.text.Printable;

/**
 * A registry.json, read document by document. It stays the same file even when another takes its
 * name meanwhile.
 */
final class SnapshotReader implements Closeable {
  private static final int TAIL = 2048;

  private final FileChannel channel;

  /** Takes what is in the file. */
  interface Visitor {
    /** A document of a table. */
    void document(String table, String id, JsonNode document) throws MalformedDocumentException;
  }

  private SnapshotReader(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a file; empty if it is not there. */
  static Optional<SnapshotReader> open(Path file) throws IOException {
    try {
      return Optional.of(new SnapshotReader(FileChannel.open(file, StandardOpenOption.READ)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The header.
   *
   * @throws MalformedDocumentException if the file is no JSON or has none
   */
  SnapshotHeader header() throws IOException, MalformedDocumentException {
    // certdrop writes it last, so that a look at the end saves reading the whole file.
    Optional<JsonNode> table = headerAtEnd();
    if (table.isPresent()) {
      return SnapshotHeader.read(table.get());
    }
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    visit(
        (title, id, document) -> {
          if (title.equals(SnapshotHeader.TABLE)) {
            found.set(id, document);
          }
        });
    return SnapshotHeader.read(found);
  }

  private Optional<JsonNode> headerAtEnd() throws IOException {
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, channel.size()));
    channel.read(tail, channel.size() - tail.capacity());
    String text = new String(tail.array(), StandardCharsets.ISO_8859_1);
    // Within a string the quotation mark at the end would be an escaped one.
    int start = text.lastIndexOf('"' + SnapshotHeader.TABLE + '"');
    return start < 0
        ? Optional.empty()
        : ParsedLine.json(("{" + text.substring(start)).getBytes(StandardCharsets.ISO_8859_1))
            .map(object -> object.get(SnapshotHeader.TABLE));
  }

  /**
   * Reads the whole file.
   *
   * @throws MalformedDocumentException if it is no TinyDB file, or the visitor finds something
   *     amiss
   */
  void visit(Visitor visitor) throws IOException, MalformedDocumentException {
    // The channel stays open: it is read more than once.
    try (JsonParser parser = StrictJson.parser(Channels.newInputStream(channel.position(0)))) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      expect(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        table(parser, visitor);
      }
      expect(parser.nextToken() == null, "something follows the JSON object");
    } catch (JacksonException e) {
      throw new MalformedDocumentException(
          "it is no JSON: " + Printable.of(e.getOriginalMessage()));
    } catch (CharConversionException e) {
      // Zeros at the start look like UTF-32.
      throw new MalformedDocumentException("it is no text: " + Printable.of(e.getMessage()));
    }
  }

  /** Whether it is octet for octet what certdrop writes of a state: a quick answer. */
  boolean shows(RegistryView view, PartyId owner) throws IOException {
    SameOctets same = new SameOctets(channel);
    SnapshotFile.write(view, owner, same);
    return same.isWhole();
  }

  private static void table(JsonParser parser, Visitor visitor)
      throws IOException, MalformedDocumentException {
    String table = parser.currentName();
    expect(
        parser.nextToken() == JsonToken.START_OBJECT,
        "its " + Printable.quoted(table) + " is no table");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String id = parser.currentName();
      parser.nextToken();
      visitor.document(table, id, StrictJson.read(parser));
    }
  }

  private static void expect(boolean fits, String problem) throws MalformedDocumentException {
    if (!fits) {
      throw new MalformedDocumentException(problem);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
