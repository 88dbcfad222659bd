// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;

import mesh.model.Relay.Certificate;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.spec.Located;
import mesh.spec.RelaySpec;

/** Makes a {@link Relay} of what a host says of it. */
final class RelayDefaults {
    static final Port HTTPS = new Port(443);
    static final Port STUN = new Port(3478);
    static final Port METRICS = new Port(9478);
    static final int CLIENTS = 1000;
    private static final Endpoint BEHIND_PROXY = Endpoint.parse("127.0.0.1:3340");

    private RelayDefaults() {}

    /** @param endpoints of the host; absent result: nothing says by which address clients call it */
    static Optional<Relay> relay(RelaySpec spec, List<EndpointOption> endpoints) {
        return host(spec, endpoints).map(host -> relay(spec, host));
    }

    private static Optional<NetworkHost> host(RelaySpec spec, List<EndpointOption> endpoints) {
        return spec.host().map(Located::value).or(() -> endpoints.stream()
                .filter(endpoint -> endpoint.forSite().isEmpty()).map(EndpointOption::host).findFirst());
    }

    private static Relay relay(RelaySpec spec, NetworkHost host) {
        Certificate certificate = certificate(spec);
        Optional<Endpoint> listen = spec.listen().map(Located::value)
                .or(() -> certificate instanceof Certificate.Proxied ? Optional.of(BEHIND_PROXY) : Optional.empty());
        int stun = spec.stunPort().map(Located::value).orElse(STUN.number());
        return new Relay(host, spec.port().map(Located::value).orElse(HTTPS),
                stun == 0 ? Optional.empty() : Optional.of(new Port(stun)), certificate, listen,
                spec.metricsPort().map(Located::value).orElse(METRICS),
                new Relay.Limits(spec.maxClients().map(Located::value).orElse(CLIENTS),
                        spec.rateKib().map(Located::value)));
    }

    private static Certificate certificate(RelaySpec spec) {
        if (spec.files().isPresent()) {
            RelaySpec.Files files = spec.files().get();
            return new Certificate.Files(files.file().value(), files.key().value());
        }
        return spec.certificate().map(Located::value).filter("none"::equals).isPresent()
                ? new Certificate.Proxied()
                : new Certificate.SelfSigned();
    }
}
