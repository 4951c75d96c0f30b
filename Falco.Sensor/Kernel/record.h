/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Builds one event and hands it over. It is put together in memory of the processor's own, because its length is not known before,
 * in the layout that user space works on: a frame prefix (length u32, processor u16, flags u16, number u64), then the event in the scap
 * layout (time u64, thread u64, length u32, type u16, parameter count u32, the parameters' lengths u16 each, the parameters).
 */
#pragma once

#include "kernel_types.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define PREFIX_SIZE 16
#define HEADER_SIZE 26
#define PARAMS_AT (PREFIX_SIZE + HEADER_SIZE)
#define MAX_PARAMS 32
#define MAX_RECORD 0x10000
#define MAX_TEXT 4096
#define MAX_PATH 4096
#define WORK_SIZE 8192

struct scratch {
	__u64 at;
	__u32 param, params; /* the next one, and how many there will be */
	__u32 last;	     /* how long the last one is */
	__u32 padding;
	__u8 data[MAX_RECORD + WORK_SIZE];
	__u8 work[2 * MAX_PATH];
};

/* How many events there were, and what became of those that did not get through. User space adds the processors up. */
struct counters {
	__u64 produced;
	__u64 ring_full;
	__u64 too_large;
	__u64 compat;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1); /* one per processor, set by the loader */
	__type(key, __u32);
	__type(value, struct scratch);
} scratches SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct counters);
} counts SEC(".maps");

struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct ring);
} rings SEC(".maps");

/* The time of day at which the machine started, in nanoseconds; user space keeps it right. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} clock SEC(".maps");

#define MAX_SYSCALLS 512

/* What user space wants, fixed before the program is loaded. */
struct settings {
	__u32 own_pid; /* the sensor's own process, whose work would make work for it */
	__u32 snaplen;
	__u16 type_execve, type_procexit; /* 0 where nobody wants them */
	__u8 drops_failed;		  /* calls that failed are let go */
	__u8 page_kb;
	__u8 is_wanted[MAX_SYSCALLS];	  /* calls that have a recipe: most have none, and this is the quickest way to know */
};

volatile const struct settings settings = {};

static __always_inline struct scratch *scratch(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&scratches, &cpu);
}

/* Keeps the compiler from computing a bounded value a second time, without the bound. */
#define bounded(value) asm volatile("" : "+r"(value))

static __always_inline int begin(__u16 type, __u32 params, __u64 tid)
{
	struct scratch *s = scratch();
	__u32 zero = 0;
	__u64 *boot_time = bpf_map_lookup_elem(&clock, &zero);

	if (!s || !boot_time)
		return -1;
	s->at = PARAMS_AT + params * sizeof(__u16);
	s->param = 0;
	s->params = params;
	*(__u16 *)(s->data + 4) = bpf_get_smp_processor_id();
	*(__u16 *)(s->data + 6) = 0;
	*(__u64 *)(s->data + 8) = 0;
	*(__u64 *)(s->data + 16) = *boot_time + bpf_ktime_get_boot_ns();
	*(__u64 *)(s->data + 24) = tid;
	*(__u16 *)(s->data + 36) = type;
	*(__u32 *)(s->data + 38) = params;
	return 0;
}

static __always_inline void end_param(struct scratch *s, __u32 size)
{
	__u32 param = s->param;

	/* What is to be a part of the last parameter has no room for a length: the parameters begin there. */
	if (param < s->params && param < MAX_PARAMS)
		*(__u16 *)(s->data + PARAMS_AT + param * sizeof(__u16)) = size;
	s->param = param + 1;
	s->last = size;
	s->at += size;
}

/* The memory, and where in it the next parameter goes; NULL where the event is as long as it may be. */
static __always_inline struct scratch *room(__u64 *at)
{
	struct scratch *s = scratch();
	__u64 next;

	if (!s)
		return NULL;
	next = s->at;
	bounded(next);
	if (next > MAX_RECORD)
		return NULL;
	*at = next;
	return s;
}

#define DEFINE_PUSH(name, type)							\
	static __always_inline void name(__u64 value)				\
	{									\
		__u64 at;							\
		struct scratch *s = room(&at);					\
										\
		if (!s)								\
			return;							\
		*(type *)(s->data + at) = value;				\
		end_param(s, sizeof(type));					\
	}

DEFINE_PUSH(push_u8, __u8)
DEFINE_PUSH(push_u16, __u16)
DEFINE_PUSH(push_u32, __u32)
DEFINE_PUSH(push_u64, __u64)

static __always_inline void push_s64(__s64 value)
{
	push_u64((__u64)value);
}

static __always_inline void push_empty(void)
{
	struct scratch *s = scratch();

	if (s)
		end_param(s, 0);
}

/* Text with its NUL, of the process or of the kernel; empty where it cannot be read. */
#define DEFINE_PUSH_TEXT(name, read)						\
	__noinline int name(__u64 text)						\
	{									\
		__u64 at;							\
		struct scratch *s = room(&at);					\
		long size = 0;							\
										\
		if (!s)								\
			return 0;						\
		if (text)							\
			size = read(s->data + at, MAX_TEXT, (void *)text);	\
		end_param(s, size > 0 ? size : 0);				\
		return 0;							\
	}

DEFINE_PUSH_TEXT(push_user_text, bpf_probe_read_user_str)
DEFINE_PUSH_TEXT(push_kernel_text, bpf_probe_read_kernel_str)

/* So many bytes of the process, as they are. */
__noinline int push_user_bytes(__u64 bytes, __u64 size)
{
	__u64 at;
	struct scratch *s = room(&at);

	if (!s)
		return 0;
	if (size > MAX_TEXT - 1)
		size = MAX_TEXT - 1;
	bounded(size);
	size &= MAX_TEXT - 1;
	if (!bytes || !size || bpf_probe_read_user(s->data + at, size, (void *)bytes))
		size = 0;
	end_param(s, size);
	return 0;
}

static __always_inline __u64 user_u64(__u64 address, int index)
{
	__u64 value = 0;

	bpf_probe_read_user(&value, sizeof(value), (void *)(address + index * sizeof(value)));
	return value;
}

/* Makes what was pushed last a part of the parameter before it. */
static __always_inline void join_params(void)
{
	struct scratch *s = scratch();
	__u64 param;

	if (!s || s->param < 2)
		return;
	param = s->param - 2;
	bounded(param);
	if (param < MAX_PARAMS)
		*(__u16 *)(s->data + PARAMS_AT + param * sizeof(__u16)) += s->last;
	s->param--;
}

#define MAX_POINTERS 16

/* The texts that an array of the process points at, from one of them on, as one parameter of at most so many bytes. */
__noinline int push_user_array(__u64 array, __u32 first, __u32 limit)
{
	struct scratch *s = scratch();
	__u64 last, param;
	__u32 before;
	int i;

	if (!s)
		return 0;
	before = s->at;
	push_empty();
	for (i = 0; i < MAX_POINTERS; i++) {
		__u64 text = user_u64(array, i);

		if (!text || s->at - before >= limit)
			break;
		if (i < first)
			continue;
		push_user_text(text);
		join_params();
	}
	param = s->param - 1;
	last = before + limit - 1;
	bounded(param);
	bounded(last);
	if (limit && s->at - before > limit && param < MAX_PARAMS && last < MAX_RECORD) {
		s->data[last] = 0;
		s->at = before + limit;
		*(__u16 *)(s->data + PARAMS_AT + param * sizeof(__u16)) = limit;
	}
	return 0;
}

/* Gives the event to user space. */
__noinline int finish(void)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct scratch *s = scratch();
	struct counters *c = bpf_map_lookup_elem(&counts, &cpu);
	void *ring;
	__u64 size;

	if (!s || !c)
		return 0;
	c->produced++;
	size = s->at;
	bounded(size);
	if (size > MAX_RECORD) {
		c->too_large++;
		return 0;
	}
	*(__u32 *)s->data = size;
	*(__u32 *)(s->data + 32) = size - PREFIX_SIZE;
	ring = bpf_map_lookup_elem(&rings, &cpu);
	if (!ring || bpf_ringbuf_output(ring, s->data, size, 0))
		c->ring_full++;
	return 0;
}
