package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.certdrop.operator.InboxDrops;
import org.certdrop.submission.Limits;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * What a browser sent of a form.
 *
 * @param fields name to text
 * @param files file name to content, as the browser said it
 */
record Form(Map<String, String> fields, Map<String, byte[]> files) {
  /** More than all that a person types. */
  private static final int MOST_TYPED = 16 * 1024;

  /** How many times as much is read, and thrown away, of a form that is too large. */
  private static final int MOST_IGNORED = 16;

  private static final int MOST_FIELDS = 8;
  private static final int MOST_PARTS = InboxDrops.MOST_FILES + MOST_FIELDS;
  private static final int MOST_HEADERS = 4096;

  /** The largest file that the inbox takes, and what a browser writes around it. */
  private static final int MOST_OCTETS =
      Limits.ARCHIVE_BYTES + MOST_TYPED + MOST_PARTS * MOST_HEADERS;

  /** The field that tells a form of ours from that of another site. */
  static final String TOKEN = "token";

  /**
   * Reads the form of a request, which waits in nobody's thread for the client.
   *
   * @param large whether files may come
   * @return fails if it is none, or larger than it may be
   */
  static CompletableFuture<Form> read(Request request, boolean large) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.startsWith("multipart/form-data")) {
      return CompletableFuture.failedFuture(new IOException("no form: " + type));
    }
    int most = large ? MOST_OCTETS : MOST_TYPED;
    if (request.getLength() > most) {
      return tooLarge(request, (long) most * MOST_IGNORED);
    }
    String boundary = MultiPart.extractBoundary(type);
    if (boundary == null || boundary.isEmpty()) {
      return CompletableFuture.failedFuture(new IOException("no boundary: " + type));
    }
    // Not by the request's attributes: Jetty would log each form that is cut off, with its stack.
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.configure(limits(most));
    CompletableFuture<MultiPartFormData.Parts> parts = new CompletableFuture<>();
    parser.parse(request, Promise.Invocable.toPromise(parts));
    return parts.thenApply(Form::of);
  }

  /** A browser shows the answer if all that it sends is taken from it, and an error otherwise. */
  private static CompletableFuture<Form> tooLarge(Request request, long most) {
    IOException why = new IOException("too large: " + request.getLength());
    CompletableFuture<Form> refused = new CompletableFuture<>();
    if (request.getLength() > most) {
      refused.completeExceptionally(why);
    } else {
      Content.Source.consumeAll(
          request,
          Callback.from(() -> refused.completeExceptionally(why), refused::completeExceptionally));
    }
    return refused;
  }

  private static MultiPartConfig limits(int octets) {
    return new MultiPartConfig.Builder()
        .maxParts(MOST_PARTS)
        .maxSize(octets)
        .maxPartSize(Math.min(octets, Limits.ARCHIVE_BYTES))
        .maxMemoryPartSize(Math.min(octets, Limits.ARCHIVE_BYTES))
        .maxHeadersSize(MOST_HEADERS)
        .build();
  }

  private static Form of(MultiPartFormData.Parts parts) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (parts) {
      for (MultiPart.Part part : parts) {
        if (part.getFileName() == null) {
          fields.put(part.getName(), part.getContentAsString(UTF_8));
        } else if (!part.getFileName().isEmpty()) {
          // Of a name the last part counts: that two files have the same one is said later.
          String name = part.getFileName();
          files.put(files.containsKey(name) ? files.size() + "/" + name : name, content(part));
        }
      }
      return new Form(fields, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(MultiPart.Part part) throws IOException {
    return Content.Source.asInputStream(part.createContentSource()).readAllBytes();
  }

  /** A field's text without spaces around it; empty if there is no such field. */
  String text(String field) {
    return fields.getOrDefault(field, "").strip();
  }

  /** Whether a box is checked. */
  boolean isSet(String field) {
    return fields.containsKey(field);
  }

  /** Whether it is a form that this server gave to the session. */
  boolean isOf(Session session) {
    return MessageDigest.isEqual(text(TOKEN).getBytes(UTF_8), session.formToken().getBytes(UTF_8));
  }
}
