// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.value.ValueFormatException;

/**
 * Through which proxy a relay is reached, told by what {@code HTTPS_PROXY} and {@code NO_PROXY} hold elsewhere: a URL
 * {@code http://[user:password@]host[:port]}, and a list of hosts, {@code .domains}, addresses and networks, or {@code *}.
 * Prints no password.
 */
public final class HttpProxies {
    private static final int USUAL_PORT = 3128;
    private static final HttpProxies NONE = new HttpProxies(Optional.empty(), List.of());

    private final Optional<HttpProxy> proxy;
    private final List<String> exceptions;

    private HttpProxies(Optional<HttpProxy> proxy, List<String> exceptions) {
        this.proxy = proxy;
        this.exceptions = exceptions;
    }

    /** All relays are reached directly. */
    public static HttpProxies none() {
        return NONE;
    }

    /**
     * @param httpsProxy empty for none
     * @param noProxy separated by commas; may be empty
     * @throws ValueFormatException if {@code httpsProxy} is no URL of an HTTP proxy; it never holds the password
     */
    public static HttpProxies parse(String httpsProxy, String noProxy) {
        if (httpsProxy.isBlank()) {
            return NONE;
        }
        return new HttpProxies(Optional.of(HttpProxy.parse(httpsProxy.strip())), Arrays.stream(noProxy.split(","))
                .map(one -> one.strip().toLowerCase(Locale.ROOT)).filter(one -> !one.isEmpty()).toList());
    }

    /** The proxy for connections to {@code host}. */
    Optional<HttpProxy> towards(NetworkHost host) {
        return exceptions.stream().anyMatch(exception -> covers(exception, host)) ? Optional.empty() : proxy;
    }

    private static boolean covers(String exception, NetworkHost host) {
        return exception.equals("*") || switch (host) {
            case NetworkHost.Literal literal -> coversAddress(exception, literal.address());
            case NetworkHost.Named named -> coversName(exception, named.name().text());
        };
    }

    private static boolean coversAddress(String exception, IpAddress address) {
        try {
            return exception.indexOf('/') >= 0
                    ? Cidr.parse(exception).contains(address)
                    : IpAddress.parse(exception).equals(address);
        } catch (ValueFormatException aName) {
            return false;
        }
    }

    private static boolean coversName(String exception, String name) {
        String domain = exception.startsWith("*.") ? exception.substring(1) : exception;
        return name.equals(domain) || name.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }

    /**
     * One proxy.
     *
     * @param credentials the value of {@code Proxy-Authorization}, a secret
     */
    record HttpProxy(NetworkHost host, Port port, Optional<String> credentials) {

        private static HttpProxy parse(String text) {
            try {
                URI uri = new URI(text.contains("://") ? text : "http://" + text);
                String host = uri.getHost();
                if (!"http".equals(uri.getScheme()) || host == null) {
                    throw new ValueFormatException("(" + text.length() + " characters)",
                            "are no proxy: http://HOST:PORT is expected");
                }
                return new HttpProxy(NetworkHost.parse(host.replaceAll("[\\[\\]]", "")),
                        new Port(uri.getPort() < 0 ? USUAL_PORT : uri.getPort()),
                        Optional.ofNullable(uri.getUserInfo()).map(HttpProxy::basic));
            } catch (URISyntaxException malformed) {
                throw new ValueFormatException("(" + text.length() + " characters)",
                        "are no proxy: http://HOST:PORT is expected");
            }
        }

        private static String basic(String userInfo) {
            return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
