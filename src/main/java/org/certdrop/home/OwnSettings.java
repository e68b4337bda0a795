package org.certdrop.home;

import static org.certdrop.home.Setting.COMPONENT;
import static org.certdrop.home.Setting.EXPORT_FEDBIOMED_DB;
import static org.certdrop.home.Setting.EXPORT_REQUIRE;
import static org.certdrop.home.Setting.IP;
import static org.certdrop.home.Setting.PARTY_ID;
import static org.certdrop.home.Setting.POLICY_ENDPOINT;
import static org.certdrop.home.Setting.PORT;
import static org.certdrop.home.Setting.SAN;
import static org.certdrop.home.Setting.TOPOLOGY;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.certdrop.identity.CertificateHosts;
import org.certdrop.identity.ConfiguredParty;
import org.certdrop.identity.FedbiomedConfig;
import org.certdrop.identity.OwnForm;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.party.Topology;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.verdict.EndpointPolicy;

/** Who this party is and what federation it belongs to, as its settings say. */
final class OwnSettings {
  /** For the database that Fed-BioMed's configuration names. */
  static final String AUTO = "auto";

  private final SettingValues values;
  private final OwnKeys own;

  OwnSettings(SettingValues values, OwnKeys own) {
    this.values = values;
    this.own = own;
  }

  /** The federation; with star beside mutual authentication unless it is set otherwise. */
  Federation federation() throws SettingsException {
    Topology topology = Topology.MESH;
    String from = "the default";
    Optional<Boolean> mutual =
        own.fedbiomed().flatMap(config -> config.deployment().mutualAuthentication());
    if (!values.text(TOPOLOGY).isEmpty()) {
      topology = values.choice(TOPOLOGY, Topology.class);
      from = TOPOLOGY.key();
    } else if (mutual.isPresent()) {
      topology = mutual.get() ? Topology.STAR : Topology.MESH;
      from = "[authentication] mutual_authentication in " + own.place();
    }
    boolean star = topology == Topology.STAR;
    return new Federation(
        topology,
        from,
        component(),
        values.text(POLICY_ENDPOINT).isEmpty()
            ? (star ? EndpointPolicy.OPTIONAL : EndpointPolicy.REQUIRED)
            : values.choice(POLICY_ENDPOINT, EndpointPolicy.class),
        values.text(EXPORT_REQUIRE).isEmpty()
            ? (star ? ExportRequirement.VERIFIED : ExportRequirement.NONE)
            : values.choice(EXPORT_REQUIRE, ExportRequirement.class),
        database(),
        own.fedbiomed());
  }

  private Optional<Path> database() throws SettingsException {
    if (!values.text(EXPORT_FEDBIOMED_DB).equals(AUTO)) {
      return values.path(EXPORT_FEDBIOMED_DB);
    }
    FedbiomedConfig config =
        own.fedbiomed()
            .orElseThrow(
                () ->
                    values.bad(
                        EXPORT_FEDBIOMED_DB,
                        "It takes certdrop.fedbiomed.config, whose database is meant: set that, or"
                            + " write the database's path."));
    if (config.deployment().database().isEmpty()) {
      throw values.bad(
          EXPORT_FEDBIOMED_DB,
          config.shownFile()
              + " names no database ([default] db). Write its path instead: var/db_ID.json in"
              + " Fed-BioMed's root directory before 5.4.");
    }
    return config.deployment().database();
  }

  /** This party, in a federation of a topology. */
  ConfiguredParty party(Federation federation) throws SettingsException {
    Optional<Endpoint> endpoint = endpoint(federation);
    return new ConfiguredParty(
        component(), partyId(), endpoint, own.names(), form(federation, endpoint));
  }

  private Component component() throws SettingsException {
    return values.good(COMPONENT, Component.parse(values.text(COMPONENT)));
  }

  private Optional<PartyId> partyId() throws SettingsException {
    return values.text(PARTY_ID).isEmpty()
        ? Optional.empty()
        : Optional.of(values.good(PARTY_ID, PartyId.parse(values.text(PARTY_ID))));
  }

  private Optional<Endpoint> endpoint(Federation federation) throws SettingsException {
    boolean optional = federation.endpointPolicy() == EndpointPolicy.OPTIONAL;
    if (optional && isLeftOpen(IP, federation) && isLeftOpen(PORT, federation)) {
      return Optional.empty();
    }
    Parsed<IpAddress> ip = IpAddress.parse(values.text(IP));
    if (ip instanceof Parsed.Bad<IpAddress> bad) {
      String said = "ip is " + Printable.quoted(values.text(IP)) + ", ";
      throw values.bad(
          IP,
          bad.problem().replace(said, "That is ")
              + " Write the IPv4 or IPv6 address at which the other parties reach this one, such as"
              + " 10.221.0.2; the administrators of this network know it.");
    }
    return Optional.of(
        new Endpoint(((Parsed.Good<IpAddress>) ip).value(), values.number(PORT, 1, 65_535)));
  }

  /** In a star nobody needs the address that a mesh begins with. */
  private boolean isLeftOpen(Setting setting, Federation federation) {
    return own.isLeftOpen(setting) || (federation.isStar() && !own.isSet(setting));
  }

  private OwnForm form(Federation federation, Optional<Endpoint> endpoint)
      throws SettingsException {
    Optional<String> server = own.fedbiomed().flatMap(config -> config.deployment().serverHost());
    List<String> hosts = values.list(SAN, "names and addresses");
    String from = SAN.key();
    if (!hosts.isEmpty()) {
      values.good(SAN, CertificateHosts.parse(hosts, SAN.key()));
    } else if (server.isPresent()) {
      hosts = List.of(server.get());
      from = "[server] host in " + own.place();
    } else if (endpoint.isPresent()) {
      hosts = List.of(endpoint.get().ip().toString());
      from = IP.key();
    }
    return new OwnForm(
        federation.topology(),
        hosts,
        from,
        own.fedbiomed().map(FedbiomedConfig::generateCommand).orElse(OwnForm.GENERATE));
  }
}
