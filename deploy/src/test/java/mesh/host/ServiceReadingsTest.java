// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import mesh.files.HostPath;
import mesh.live.LiveService;

class ServiceReadingsTest {
    private static List<LiveService> read(String text) {
        return ServiceReadings.read(text.lines().toList());
    }

    @Test
    void readsUnitsWhateverTheOrderOfTheirLines() {
        assertThat(read("""
                Id=wg-quick@wg0.service
                ActiveState=active
                UnitFileState=disabled

                UnitFileState=enabled
                ActiveState=failed
                Id=systemd-networkd.service
                """)).containsExactly(new LiveService("wg-quick@wg0.service", false, true),
                new LiveService("systemd-networkd.service", true, false));
    }

    @Test
    void namesWhatAnotherHandLaidBeside() {
        assertThat(read("""
                Id=wg-quick@wg0.service
                UnitFileState=enabled
                ActiveState=active
                DropInPaths=/usr/lib/systemd/system/service.d/10-vendor.conf /run/systemd/system/b.d/x.conf \
                /etc/systemd/system/wg-quick@wg0.service.d/50-mesh.conf /etc/systemd/system/wg-quick@.service.d/a.conf
                """)).flatExtracting(LiveService::dropIns).extracting(HostPath::text).containsExactly(
                "/etc/systemd/system/wg-quick@.service.d/a.conf", "/run/systemd/system/b.d/x.conf");
    }

    @Test
    void leavesOutAUnitThatTheHostDoesNotHave() {
        assertThat(read("Id=wg-quick@wg0.service\nActiveState=inactive\nUnitFileState=\n")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void whatEndsWithThisBootDoesNotStartAtTheNext() {
        assertThat(read("Id=a\nUnitFileState=enabled-runtime\nActiveState=active\n\nId=b\nUnitFileState=static\n"
                + "ActiveState=activating\n")).extracting(LiveService::enabled).containsExactly(false, true);
    }
}
