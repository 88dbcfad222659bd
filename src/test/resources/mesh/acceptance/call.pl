# SPDX-License-Identifier: Apache-2.0
# call.pl PROTOCOL,PORT,ADDRESS...: a line for each: what was asked, then whether "ok" came back: yes or no.
use strict;
use warnings;
use IO::Select;
use IO::Socket::IP;

my $patience = 3;
for my $question (@ARGV) {
    my ($protocol, $port, $address) = split /,/, $question;
    my $answer = '';
    my $socket = IO::Socket::IP->new(PeerHost => $address, PeerPort => $port, Proto => $protocol, Timeout => $patience);
    if ($socket) {
        $socket->send('?') if $protocol eq 'udp';
        $socket->recv($answer, 100) if IO::Select->new($socket)->can_read($patience);
    }
    print $question, ' ', (defined $answer && $answer eq 'ok' ? 'yes' : 'no'), "\n";
}
