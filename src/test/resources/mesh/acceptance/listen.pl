# SPDX-License-Identifier: Apache-2.0
# listen.pl PROTOCOL:PORT...: answers "ok" to everybody, over IPv4 and IPv6, until it is killed.
use strict;
use warnings;
use IO::Select;
use IO::Socket::IP;

my $all = IO::Select->new;
my %stream;
for my $place (@ARGV) {
    my ($protocol, $port) = split /:/, $place;
    my @stream = $protocol eq 'tcp' ? (Listen => 100, ReuseAddr => 1) : ();
    my $socket = IO::Socket::IP->new(LocalHost => '::', LocalPort => $port, Proto => $protocol, V6Only => 0, @stream)
        or die "$place: $@\n";
    $stream{$socket} = $protocol eq 'tcp';
    $all->add($socket);
}
open my $ready, '>', '/run/listen.ready' or die $!;
close $ready;
while (my @ready = $all->can_read) {
    for my $socket (@ready) {
        if ($stream{$socket}) {
            my $caller = $socket->accept or next;
            print $caller 'ok';
            close $caller;
        } elsif (my $caller = $socket->recv(my $text, 100)) {
            $socket->send('ok', 0, $caller);
        }
    }
}
