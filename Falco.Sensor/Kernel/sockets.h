/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* Addresses of sockets, in the schema's form. */
#pragma once

#include "record.h"
#include <bpf/bpf_endian.h>

#define FAMILY_UNIX 1
#define FAMILY_INET 2
#define FAMILY_INET6 10
#define MAX_UNIX_PATH 108
#define MAX_SOCKADDR 128

#define S_IFMT 0170000
#define S_IFSOCK 0140000

static __always_inline struct file *file_of(int fd)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file *file = NULL;

	if (fd < 0 || (__u32)fd >= BPF_CORE_READ(table, max_fds))
		return NULL;
	bpf_probe_read_kernel(&file, sizeof(file), BPF_CORE_READ(table, fd) + fd);
	return file;
}

static __always_inline struct sock *sock_of(int fd)
{
	struct file *file = file_of(fd);
	struct socket *socket;

	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) != S_IFSOCK)
		return NULL;
	socket = BPF_CORE_READ(file, private_data);
	return socket ? BPF_CORE_READ(socket, sk) : NULL;
}

/* An address that the process gave: family, then address and port, or the path. */
__noinline int push_sockaddr(__u64 address, __u64 length)
{
	__u64 at;
	struct scratch *s = room(&at);
	__u8 raw[MAX_SOCKADDR] = {};
	__u16 family;

	if (!s)
		return 0;
	if (length > MAX_SOCKADDR)
		length = MAX_SOCKADDR;
	bounded(length);
	if (!address || length < sizeof(family) || length > MAX_SOCKADDR || bpf_probe_read_user(raw, length, (void *)address)) {
		end_param(s, 0);
		return 0;
	}
	family = *(__u16 *)raw;
	s->data[at] = family;
	if (family == FAMILY_INET) {
		__builtin_memcpy(s->data + at + 1, raw + 4, 4);
		*(__u16 *)(s->data + at + 5) = bpf_ntohs(*(__u16 *)(raw + 2));
		end_param(s, 7);
	} else if (family == FAMILY_INET6) {
		__builtin_memcpy(s->data + at + 1, raw + 8, 16);
		*(__u16 *)(s->data + at + 17) = bpf_ntohs(*(__u16 *)(raw + 2));
		end_param(s, 19);
	} else if (family == FAMILY_UNIX) {
		/* Names in the abstract namespace begin with a NUL, which is left out as in Falco. */
		long size = raw[2] ? bpf_probe_read_kernel_str(s->data + at + 1, MAX_UNIX_PATH, raw + 2)
			: bpf_probe_read_kernel_str(s->data + at + 1, MAX_UNIX_PATH, raw + 3);

		end_param(s, 1 + (size > 0 ? size : 0));
	} else {
		end_param(s, 0);
	}
	return 0;
}

struct ipv4_end {
	__u16 family;
	__be16 port;
	__be32 address;
};

struct ipv6_end {
	__u16 family;
	__be16 port;
	__u32 flow;
	struct in6_addr_core address;
};

static __always_inline void put_inet(struct scratch *s, __u64 at, struct sock *sk, bool is_outbound, __u64 to)
{
	__be32 local = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr), remote = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	__u16 local_port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	__u16 remote_port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	struct ipv4_end end = {};

	if (to && !remote_port && !bpf_probe_read_user(&end, sizeof(end), (void *)to) && end.family == FAMILY_INET) {
		remote = end.address;
		remote_port = bpf_ntohs(end.port);
	}

	s->data[at] = FAMILY_INET;
	*(__be32 *)(s->data + at + 1) = is_outbound ? local : remote;
	*(__u16 *)(s->data + at + 5) = is_outbound ? local_port : remote_port;
	*(__be32 *)(s->data + at + 7) = is_outbound ? remote : local;
	*(__u16 *)(s->data + at + 11) = is_outbound ? remote_port : local_port;
	end_param(s, 13);
}

static __always_inline void put_inet6(struct scratch *s, __u64 at, struct sock *sk, bool is_outbound, __u64 to)
{
	__u16 local_port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	__u16 remote_port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	struct in6_addr_core local = {}, remote = {};
	struct ipv6_end end = {};

	bpf_core_read(&local, sizeof(local), &sk->__sk_common.skc_v6_rcv_saddr);
	bpf_core_read(&remote, sizeof(remote), &sk->__sk_common.skc_v6_daddr);
	if (to && !remote_port && !bpf_probe_read_user(&end, sizeof(end), (void *)to) && end.family == FAMILY_INET6) {
		remote = end.address;
		remote_port = bpf_ntohs(end.port);
	}
	s->data[at] = FAMILY_INET6;
	__builtin_memcpy(s->data + at + 1, is_outbound ? &local : &remote, 16);
	*(__u16 *)(s->data + at + 17) = is_outbound ? local_port : remote_port;
	__builtin_memcpy(s->data + at + 19, is_outbound ? &remote : &local, 16);
	*(__u16 *)(s->data + at + 35) = is_outbound ? remote_port : local_port;
	end_param(s, 37);
}

struct unix_end {
	__u16 family;
	char first;
};

/* The server's end goes first, then the client's: both sides tell the same. A path that nobody has is an empty text. */
static __always_inline void put_unix(struct scratch *s, __u64 at, struct unix_sock *own, bool is_outbound, __u64 to)
{
	struct unix_sock *peer = (void *)BPF_CORE_READ(own, peer);
	struct unix_address *address = is_outbound ? BPF_CORE_READ(peer, addr) : BPF_CORE_READ(own, addr);
	struct unix_end end = {};
	char *path = (char *)address + bpf_core_field_offset(struct unix_address, name) + sizeof(end.family);
	__u64 length = address ? (__u32)BPF_CORE_READ(address, len) - sizeof(end.family) : 0;
	long size = 0;

	s->data[at] = FAMILY_UNIX;
	*(__u64 *)(s->data + at + 1) = (__u64)(is_outbound ? peer : own);
	*(__u64 *)(s->data + at + 9) = (__u64)(is_outbound ? own : peer);
	/* Names in the abstract namespace begin with a NUL, which is left out, and have none at their end. */
	bounded(length);
	if (length > MAX_UNIX_PATH)
		length = MAX_UNIX_PATH;
	if (address && !bpf_probe_read_kernel(&end.first, sizeof(end.first), path))
		size = bpf_probe_read_kernel_str(s->data + at + 17, length, path + !end.first);
	else if (is_outbound && !peer && to && !bpf_probe_read_user(&end, sizeof(end.family) + 1, (void *)to) && end.family == FAMILY_UNIX)
		size = bpf_probe_read_user_str(s->data + at + 17, MAX_UNIX_PATH, (char *)to + sizeof(end.family) + !end.first);
	if (size <= 0) {
		s->data[at + 17] = 0;
		size = 1;
	}
	end_param(s, 17 + size);
}

/*
 * Both ends of a socket: source address and port, target address and port; for unix sockets the kernel's pointers and the path. A socket
 * that is not connected has its other end in the address that the call was given, or has filled in, if any.
 */
__noinline int push_tuple(__s32 fd, __u32 is_outbound, __u64 to)
{
	__u64 at;
	struct scratch *s = room(&at);
	struct sock *sk = sock_of(fd);
	__u16 family;

	if (!s)
		return 0;
	family = sk ? BPF_CORE_READ(sk, __sk_common.skc_family) : 0;
	if (family == FAMILY_INET) {
		put_inet(s, at, sk, is_outbound, to);
	} else if (family == FAMILY_INET6) {
		put_inet6(s, at, sk, is_outbound, to);
	} else if (family == FAMILY_UNIX) {
		put_unix(s, at, (void *)sk, is_outbound, to);
	} else {
		end_param(s, 0);
	}
	return 0;
}
