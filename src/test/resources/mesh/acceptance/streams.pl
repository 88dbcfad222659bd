#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# streams.pl PORT OWN-NAME REPORT [NAME=ADDRESS...]: one end of TCP streams that never pause. Listens, connects to each
# address, and sends a number every 100 ms on each connection. On SIGUSR1 it writes a line for each stream it receives,
# "from NAME numbers COUNT gap MILLISECONDS order yes|no open yes|no", and goes on, so that the other ends can be asked.
# A gap is the longest time without a number, the one that lasts at that moment included.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Socket qw(IPPROTO_TCP TCP_NODELAY);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);

my ($port, $own, $report, @peers) = @ARGV;
my $tick = 0.1;
$SIG{PIPE} = 'IGNORE';
$SIG{HUP} = 'IGNORE';
my $asked = 0;
$SIG{USR1} = sub { $asked = 1 };

my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 64, ReuseAddr => 1) or die "listen: $!";
my (@out, %in);
for my $peer (@peers) {
    my ($name, $address) = split /=/, $peer;
    my $socket;
    until ($socket = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Timeout => 2)) {
        sleep 0.1;
    }
    $socket->blocking(0);
    setsockopt $socket, IPPROTO_TCP, TCP_NODELAY, 1;
    push @out, { name => $name, socket => $socket, next => 1, pending => "$own\n", open => 1 };
}

sub send_next {
    my ($stream) = @_;
    return unless $stream->{open};
    $stream->{pending} .= "$stream->{next}\n";
    $stream->{next}++;
    my $sent = syswrite $stream->{socket}, $stream->{pending};
    if (defined $sent) {
        substr($stream->{pending}, 0, $sent) = '';
    } elsif (!$!{EAGAIN} && !$!{EINTR}) {
        $stream->{open} = 0;
    }
}

sub note_gap {
    my ($stream, $now) = @_;
    my $gap = $now - $stream->{last};
    $stream->{gap} = $gap if $gap > $stream->{gap};
}

sub receive {
    my ($stream) = @_;
    my $got = sysread $stream->{socket}, $stream->{rest}, 65536, length $stream->{rest};
    return if !defined $got && ($!{EAGAIN} || $!{EINTR});
    if (!$got) {
        $stream->{open} = 0;
        return;
    }
    while ($stream->{rest} =~ s/\A([^\n]*)\n//) {
        my $word = $1;
        my $now = clock_gettime(CLOCK_MONOTONIC);
        if (!defined $stream->{name}) {
            $stream->{name} = $word;
        } else {
            note_gap($stream, $now) if $stream->{count};
            $stream->{count}++;
            $stream->{ordered} = 0 if $word ne $stream->{count};
        }
        $stream->{last} = $now;
    }
}

sub write_report {
    open my $file, '>', "$report.part" or die "$report: $!";
    for my $stream (values %in) {
        note_gap($stream, clock_gettime(CLOCK_MONOTONIC));
        printf {$file} "from %s numbers %d gap %.0f order %s open %s\n", $stream->{name} // 'nobody', $stream->{count},
            $stream->{gap} * 1000, $stream->{ordered} ? 'yes' : 'no', $stream->{open} ? 'yes' : 'no';
    }
    close $file;
    rename "$report.part", $report;
    $asked = 0;
}

my $select = IO::Select->new($listener);
my $due = clock_gettime(CLOCK_MONOTONIC);
while (1) {
    write_report() if $asked;
    my $now = clock_gettime(CLOCK_MONOTONIC);
    if ($now >= $due) {
        send_next($_) for @out;
        $due += $tick;
        $due = $now + $tick if $due < $now;
    }
    my $wait = $due - clock_gettime(CLOCK_MONOTONIC);
    for my $ready ($select->can_read($wait > 0 ? $wait : 0)) {
        if ($ready == $listener) {
            my $socket = $listener->accept or next;
            $socket->blocking(0);
            $in{$socket} = { socket => $socket, rest => '', count => 0, gap => 0, ordered => 1, open => 1, last => 0 };
            $select->add($socket);
        } else {
            receive($in{$ready});
            $select->remove($ready) unless $in{$ready}{open};
        }
    }
}
