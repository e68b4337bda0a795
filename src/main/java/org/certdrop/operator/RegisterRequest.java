package org.certdrop.operator;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator types to register a certificate, Fed-BioMed's flags.
 *
 * @param publicKey the certificate file
 * @param party the party's id, not yet checked; empty if the certificate says it
 * @param ip its address, not yet checked
 * @param port its port, not yet checked
 * @param upsert whether a key change, an earlier removal, an older certificate or an entry that
 *     nobody verified is no obstacle
 */
public record RegisterRequest(
    Path publicKey,
    Optional<String> party,
    Optional<String> ip,
    Optional<Long> port,
    boolean upsert) {}
