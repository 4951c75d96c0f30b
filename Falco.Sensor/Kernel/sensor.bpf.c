/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Writes an event for every system call that somebody has a use for, and for programs that start and processes that end. What an event
 * of a call consists of is in a recipe that user space makes: a call without one is let go at once.
 */
#include "process.h"
#include "sockets.h"

#define MAX_STEPS 18

/* How a parameter is made of the call's arguments and result. The numbers are those of StepKind in user space. */
enum step_kind {
	STEP_EMPTY,
	STEP_RESULT,
	STEP_FD,
	STEP_U8,
	STEP_U16,
	STEP_U32,
	STEP_U64,
	STEP_TEXT,
	STEP_BYTES,	   /* as many as the result says, or the argument `extra` where the call failed */
	STEP_SOCKADDR,	   /* its length is the argument `extra` */
	STEP_TUPLE_FROM,   /* inbound, of the descriptor in argument 0, from the address in the argument; empty where the call failed */
	STEP_RESULT_TUPLE, /* of the descriptor that is the result */
	STEP_OPEN_FLAGS,
	STEP_OPEN_MODE,	   /* only where the flags, the argument `extra`, create a file */
	STEP_HOW_FLAGS,	   /* of the struct open_how in the argument */
	STEP_HOW_MODE,
	STEP_HOW_RESOLVE,
	STEP_DEVICE,	   /* of the file that the result opened */
	STEP_INODE,
	STEP_PAIR,	   /* `extra`-th number of the pair of descriptors in the argument */
	STEP_CLONE_FLAGS,
	STEP_CONSTANT,	   /* `extra`, as u32 */
	STEP_CONSTANT_U8,
	STEP_SIGNED32,	   /* an int as s64 */
	STEP_CONSTANT_U16,
	STEP_FILE_FLAGS,   /* O_CLOEXEC and O_NONBLOCK; `extra`: how many bytes */
	STEP_ENUM,	   /* by the table `extra`, as u8 */
	STEP_ENUM_U16,
	STEP_DYNAMIC,	   /* a u64, 0 where the call failed, with the number of its type, `extra` */
	STEP_VECTOR_BYTES, /* of the struct iovecs in the argument, whose count is the next argument; at most as many as the result says */
	STEP_VECTOR_SIZE,
	STEP_MESSAGE_BYTES, /* of the struct iovecs of the struct msghdr in the argument */
	STEP_MESSAGE_SIZE,
	STEP_MESSAGE_TUPLE, /* as the next one, with the address in the struct msghdr in the argument; `extra`: 1 inbound */
	STEP_TUPLE_TO,	   /* outbound, of the descriptor in argument 0, to the address in the argument; empty where the call failed for
			      another reason than `extra` */
	STEP_QUEUE,	   /* of the listening descriptor in the argument; `extra`: 0 fill in percent, 1 length, 2 limit */
	STEP_PAIR_INODE,
	STEP_PRCTL_TEXT,
	STEP_PRCTL_NUMBER,
	STEP_CAPABILITIES, /* `extra`: 0 inheritable, 1 permitted, 2 effective */
	STEP_USER_S64,	   /* the `extra`-th number at the address in the argument; -1 where there is none */

	STEP_FLAGS,	   /* the argument's bits, each by the wide table `extra`, as u32 */
	STEP_FLAGS_OF_USER, /* the bits of a u32 at the address in the argument: `extra` has the table, and from bit 8 on the number's index */
	STEP_WIDE_ENUM_U16, /* by the wide table `extra` */
	STEP_USER_U32,	   /* the `extra`-th number at the address in the argument; 0 where there is none */
	STEP_USER_U64,
	STEP_USER_TIME,	   /* of the struct timespec at the address in the argument, in nanoseconds */
	STEP_MEMORY,	   /* three parameters: memory of the process in all, present, swapped out */
	STEP_RESULT_PATH,  /* of the file that the result opened */
	STEP_RECEIVED,	   /* the result as u32; 0 where the call failed */
	STEP_BYTES_READ,   /* as many as the result says */
	STEP_MESSAGE_CONTROL,
	STEP_SOCKET_OPTION, /* arguments 1 to 4: level, name, value, and its length, or where that is (`extra`: 1) */
	STEP_OPTION_NAME,  /* by the table `extra`, of options of sockets themselves */
	STEP_OPTION_LENGTH, /* the number at the address in the argument */
	STEP_FUTEX,
	STEP_POLLED,	   /* descriptors and their events: the argument, and how many in the next one; `extra`: the wide table of events */
	STEP_KEY_ARGUMENT, /* by the operation in argument 0, whose table is `extra` */
	STEP_QUOTA,	   /* `extra`: which parameter, see push_quota */
	STEP_QUOTA_TEXT,
	STEP_MOUNT_OPTION, /* by the command in argument 1; `extra`: 0 bytes, 1 text */
	STEP_SEMAPHORE,	   /* three parameters: number, operation and flags of the `arg`-th operation; `extra`: the wide table of flags */
	STEP_SEMAPHORE_VALUE,
	STEP_PAIR_SOCKET,  /* the kernel's pointer to the first socket of the pair in the argument; `extra`: 1 to its peer */
	STEP_NODE_MODE,	   /* of a file to be made, which is a regular one where no type is given */
	STEP_NODE_DEVICE,
	STEP_TRACE_DATA,   /* by the request in argument 0: a signal, what was read, or the argument */
};

/* Calls that need more than steps. */
enum special_call {
	CALL_PLAIN,
	CALL_CLONE,
	CALL_CLONE3,
	CALL_FORK,
	CALL_VFORK,
	CALL_EXECVE,
	CALL_EXECVEAT,
	CALL_SENDMMSG,
	CALL_RECVMMSG,
};

struct step {
	__u8 kind;
	__u8 arg;
	__u16 extra;
};

struct recipe {
	__u16 type;    /* the event type; 0: nobody wants the call */
	__u8 count;    /* of steps */
	__u8 params;   /* which are more where a step makes several */
	__u8 special;
	__u8 padding[3];
	struct step steps[MAX_STEPS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_SYSCALLS);
	__type(key, __u32);
	__type(value, struct recipe);
} recipes SEC(".maps");

/* Numbers of the kernel's enumerations to the schema's: up to 111 as they are, of those from 1024 on the last four bits. */
#define TABLE_SIZE 128
#define TABLE_HIGH_FROM 1024
#define TABLE_HIGH_AT 112
#define TABLE_HIGH_MASK 15

struct table {
	__u8 values[TABLE_SIZE];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct table);
} tables SEC(".maps");

/* What each bit of the kernel's flags is in the schema, or each number of an enumeration below 32. */
#define WIDE_SIZE 32

struct wide {
	__u32 values[WIDE_SIZE];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct wide);
} wides SEC(".maps");

struct call {
	__u64 args[8];
	__s64 result;
};

#define ACCESS_MODE 3

#if defined(__TARGET_ARCH_arm64)
#define KERNEL_O_DIRECTORY 040000
#define KERNEL_O_DIRECT 0200000
#define KERNEL_O_LARGEFILE 0400000
#else
#define KERNEL_O_DIRECTORY 0200000
#define KERNEL_O_DIRECT 040000
#define KERNEL_O_LARGEFILE 0100000
#endif
#define FMODE_CREATED 0x100000

static __always_inline __u32 open_flags(__u64 flags, __s64 fd)
{
	__u32 result = (flags & ACCESS_MODE) == 0 ? 1 : (flags & ACCESS_MODE) == 1 ? 2 : (flags & ACCESS_MODE) == 2 ? 3 : 0;
	struct file *file;

#define FLAG(kernel, schema) result |= ((flags & (kernel)) == (kernel)) ? (schema) : 0
	FLAG(0100, 4);		/* CREAT */
	FLAG(02000, 8);		/* APPEND */
	FLAG(010000, 16);	/* DSYNC */
	FLAG(0200, 32);		/* EXCL */
	FLAG(04000, 64);	/* NONBLOCK */
	FLAG(04010000, 128);	/* SYNC */
	FLAG(01000, 256);	/* TRUNC */
	FLAG(KERNEL_O_DIRECT, 512);
	FLAG(KERNEL_O_DIRECTORY, 1024);
	FLAG(KERNEL_O_LARGEFILE, 2048);
	FLAG(02000000, 4096);	/* CLOEXEC */
	FLAG(020000000 | KERNEL_O_DIRECTORY, 8192);	/* TMPFILE */
#undef FLAG
	file = fd >= 0 ? file_of(fd) : NULL;
	if (file) {
		enum layer layer = layer_of(file);

		if (BPF_CORE_READ(file, f_mode) & FMODE_CREATED)
			result |= 16384;
		if (layer == UPPER_LAYER)
			result |= 32768;
		if (layer == LOWER_LAYER)
			result |= 65536;
	}
	return result;
}

static __always_inline __u32 open_mode(__u64 flags, __u64 mode)
{
	return (flags & (0100 | 020000000)) ? mode & 07777 : 0;
}

static __always_inline __u64 open_how(__u64 how, int member)
{
	__u64 value = 0;

	bpf_probe_read_user(&value, sizeof(value), (void *)(how + member * sizeof(value)));
	return value;
}

static __always_inline __u32 resolve_flags(__u64 flags)
{
	return (flags & 8 ? 1 : 0)	/* BENEATH */
		| (flags & 16 ? 2 : 0)	/* IN_ROOT */
		| (flags & 2 ? 4 : 0)	/* NO_MAGICLINKS */
		| (flags & 4 ? 8 : 0)	/* NO_SYMLINKS */
		| (flags & 1 ? 16 : 0)	/* NO_XDEV */
		| (flags & 32);		/* CACHED */
}

static __always_inline __u32 encode_device(__u32 device)
{
	__u32 major = device >> 20, minor = device & 0xfffff;

	return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
}

static __always_inline __u32 device_of(__s64 fd)
{
	struct file *file = fd >= 0 ? file_of(fd) : NULL;

	return encode_device(file ? BPF_CORE_READ(file, f_inode, i_sb, s_dev) : 0);
}

static __always_inline __u64 inode_of(__s64 fd)
{
	struct file *file = fd >= 0 ? file_of(fd) : NULL;

	return file ? BPF_CORE_READ(file, f_inode, i_ino) : 0;
}

__noinline int take_step(struct call *call, __u32 kind, __u32 arg, __u32 extra)
{
	__u64 value, other;
	__s64 result;

	if (!call)
		return 0;
	result = call->result;
	value = call->args[arg & 7];
	other = call->args[extra & 7];
	switch (kind) {
	case STEP_RESULT:
		push_s64(result);
		break;
	case STEP_FD:
	case STEP_SIGNED32:
		push_s64((__s32)value);
		break;
	case STEP_U8:
		push_u8(value);
		break;
	case STEP_U16:
		push_u16(value);
		break;
	case STEP_U32:
		push_u32(value);
		break;
	case STEP_U64:
		push_u64(value);
		break;
	case STEP_TEXT:
		push_user_text(value);
		break;
	case STEP_BYTES:
		other = result >= 0 ? (__u64)result : other;
		push_user_bytes(value, other > settings.snaplen ? settings.snaplen : other);
		break;
	case STEP_SOCKADDR:
		push_sockaddr(value, other);
		break;
	case STEP_TUPLE_FROM:
		push_tuple(result >= 0 ? (__s32)call->args[0] : -1, 0, value);
		break;
	case STEP_RESULT_TUPLE:
		push_tuple(result >= 0 ? result : -1, extra, 0);
		break;
	case STEP_OPEN_FLAGS:
		push_u32(open_flags(value, result));
		break;
	case STEP_OPEN_MODE:
		push_u32(open_mode(other, value));
		break;
	case STEP_HOW_FLAGS:
		push_u32(open_flags(open_how(value, 0), result));
		break;
	case STEP_HOW_MODE:
		push_u32(open_mode(open_how(value, 0), open_how(value, 1)));
		break;
	case STEP_HOW_RESOLVE:
		push_u32(resolve_flags(open_how(value, 2)));
		break;
	case STEP_DEVICE:
		push_u32(device_of(result));
		break;
	case STEP_INODE:
		push_u64(inode_of(result));
		break;
	case STEP_PAIR: {
		__s32 pair[2] = { -1, -1 };

		bpf_probe_read_user(pair, sizeof(pair), (void *)value);
		push_s64(extra ? pair[1] : pair[0]);
		break;
	}
	case STEP_CLONE_FLAGS:
		push_u32(clone_flags(value));
		break;
	case STEP_CONSTANT:
		push_u32(extra);
		break;
	case STEP_CONSTANT_U8:
		push_u8(extra);
		break;
	default:
		push_empty();
	}
	return 0;
}

static __always_inline __u8 translate(__u32 table_number, __u64 value)
{
	struct table *table = bpf_map_lookup_elem(&tables, &table_number);
	__u64 at = value >= TABLE_HIGH_FROM ? TABLE_HIGH_AT + (value & TABLE_HIGH_MASK) : value;

	if (value >= TABLE_HIGH_AT && value < TABLE_HIGH_FROM)
		return 0;
	bounded(at);
	return table && at < TABLE_SIZE ? table->values[at] : 0;
}

#define MESSAGE_NAME 0
#define MESSAGE_VECTOR 2
#define MESSAGE_VECTOR_COUNT 3
#define MESSAGE_CONTROL 4
#define MESSAGE_CONTROL_LENGTH 5
#define VECTOR_BASE 0
#define VECTOR_LENGTH 1
#define VECTOR_STRIDE 16

#define MAX_VECTORS 32

/* What the struct iovecs point at, in all at most so many bytes. */
__noinline int push_vectors(__u64 vectors, __u64 count, __u64 limit)
{
	int i;

	push_empty();
	if (limit > settings.snaplen)
		limit = settings.snaplen;
	for (i = 0; i < MAX_VECTORS; i++) {
		__u64 vector = vectors + i * VECTOR_STRIDE, length;

		if (i >= count || !limit)
			break;
		length = user_u64(vector, VECTOR_LENGTH);
		if (length > limit)
			length = limit;
		push_user_bytes(user_u64(vector, VECTOR_BASE), length);
		join_params();
		limit -= length;
	}
	return 0;
}

static __always_inline void push_vector_bytes(__u64 vectors, __u64 count, __s64 result, __u32 is_read)
{
	push_vectors(vectors, count, result > 0 ? result : is_read ? 0 : settings.snaplen);
}

__noinline int push_vector_size(__u64 vectors, __u64 count)
{
	__u32 size = 0;
	int i;

	for (i = 0; i < MAX_VECTORS; i++) {
		if (i >= count)
			break;
		size += user_u64(vectors + i * VECTOR_STRIDE, VECTOR_LENGTH);
	}
	push_u32(size);
	return 0;
}

static __always_inline void push_queue(int fd, __u32 what)
{
	struct sock *sk = sock_of(fd);
	__u32 length = sk ? BPF_CORE_READ(sk, sk_ack_backlog) : 0, limit = sk ? BPF_CORE_READ(sk, sk_max_ack_backlog) : 0;

	if (what == 0)
		push_u8(limit ? length * 100 / limit : 0);
	else
		push_u32(what == 1 ? length : limit);
}

#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_GET_CHILD_SUBREAPER 37

/* Steps that are rare; both functions stay small enough for the verifier. */
__noinline int take_rare_step(struct call *call, __u32 kind, __u32 arg, __u32 extra)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 value;

	if (!call)
		return 0;
	value = call->args[arg & 7];
	switch (kind) {
	case STEP_CONSTANT_U16:
		push_u16(extra);
		break;
	case STEP_FILE_FLAGS:
		value = (value & 02000000 ? 4096 : 0) | (value & 04000 ? 64 : 0);
		if (extra == sizeof(__u16))
			push_u16(value);
		else
			push_u32(value);
		break;
	case STEP_ENUM:
		push_u8(translate(extra, value));
		break;
	case STEP_ENUM_U16:
		push_u16(translate(extra, value));
		break;
	case STEP_DYNAMIC:
		push_u8(extra);
		push_u64(call->result < 0 ? 0 : value);
		join_params();
		break;
	case STEP_VECTOR_BYTES:
		push_vector_bytes(value, call->args[(arg + 1) & 7], call->result, extra);
		break;
	case STEP_VECTOR_SIZE:
		push_vector_size(value, call->args[(arg + 1) & 7]);
		break;
	case STEP_MESSAGE_BYTES:
		push_vector_bytes(user_u64(value, MESSAGE_VECTOR), user_u64(value, MESSAGE_VECTOR_COUNT), call->result, extra);
		break;
	case STEP_MESSAGE_SIZE:
		push_vector_size(user_u64(value, MESSAGE_VECTOR), user_u64(value, MESSAGE_VECTOR_COUNT));
		break;
	case STEP_MESSAGE_TUPLE:
		push_tuple(call->result >= 0 ? (__s32)call->args[0] : -1, !extra, user_u64(value, MESSAGE_NAME));
		break;
	case STEP_TUPLE_TO:
		push_tuple(call->result >= 0 || call->result == -(__s64)extra ? (__s32)call->args[0] : -1, 1, value);
		break;
	case STEP_QUEUE:
		push_queue(call->result >= 0 ? (__s32)value : -1, extra);
		break;
	case STEP_PAIR_INODE: {
		__s32 pair[2] = { -1, -1 };

		bpf_probe_read_user(pair, sizeof(pair), (void *)value);
		push_u64(call->result == 0 ? inode_of(pair[0]) : 0);
		break;
	}
	case STEP_PRCTL_TEXT:
		push_user_text(call->args[0] == PR_SET_NAME || call->args[0] == PR_GET_NAME ? value : 0);
		break;
	case STEP_PRCTL_NUMBER:
		if (call->args[0] == PR_SET_NAME || call->args[0] == PR_GET_NAME)
			push_s64(0);
		else if (call->args[0] == PR_GET_CHILD_SUBREAPER)
			push_s64((__s32)user_u64(value, 0));
		else
			push_s64(value);
		break;
	case STEP_CAPABILITIES:
		push_u64(extra == 0 ? BPF_CORE_READ(task, cred, cap_inheritable.val)
			: extra == 1 ? BPF_CORE_READ(task, cred, cap_permitted.val)
			: BPF_CORE_READ(task, cred, cap_effective.val));
		break;
	case STEP_USER_S64:
		push_s64(value ? (__s64)user_u64(value, extra) : -1);
		break;
	default:
		push_empty();
	}
	return 0;
}

static __always_inline __u32 user_u32(__u64 address, int index)
{
	__u32 value = 0;

	bpf_probe_read_user(&value, sizeof(value), (void *)(address + index * sizeof(value)));
	return value;
}

static __always_inline __u32 translate_flags(__u32 table_number, __u32 value)
{
	struct wide *table = bpf_map_lookup_elem(&wides, &table_number);
	__u32 result = 0;
	int i;

	if (!table)
		return 0;
	for (i = 0; i < WIDE_SIZE; i++) {
		if (value & (1U << i))
			result |= table->values[i];
	}
	return result;
}

static __always_inline __u32 translate_wide(__u32 table_number, __u64 value)
{
	struct wide *table = bpf_map_lookup_elem(&wides, &table_number);

	bounded(value);
	return table && value < WIDE_SIZE ? table->values[value] : 0;
}

/* Numbers of dynamic parameters' types. */
#define OPTION_UNKNOWN 0
#define OPTION_ERRNO 1
#define OPTION_U32 2
#define OPTION_U64 3
#define OPTION_TIME 4
#define KEY_NUMBER 0
#define KEY_TEXT 1
#define TRACE_NUMBER 0
#define TRACE_SIGNAL 1

#define PTRACE_PEEKTEXT 1
#define PTRACE_PEEKUSR 3
#define PTRACE_CONT 7
#define PTRACE_SINGLESTEP 9
#define PTRACE_DETACH 17
#define PTRACE_SYSCALL 24

/* Of a file's mode. */
#define FILE_TYPE 0170000
#define REGULAR_FILE 0100000

#define LEVEL_SOCKET 1
#define SO_ERROR 4
#define SO_COOKIE 57

/* Options of sockets whose value is no number of 32 bits: SO_LINGER, SO_PEERCRED, filters, SO_PEERNAME, and those from 50 on. */
#define NO_NUMBERS ((1ULL << 13) | (1ULL << 17) | (1ULL << 26) | (1ULL << 28))
#define LAST_NUMBER 49

__noinline int push_socket_option(struct call *call, __u32 is_read)
{
	__u64 value, length;
	__u32 level, name;

	if (!call)
		return 0;
	level = call->args[1];
	name = call->args[2];
	value = call->args[3];
	length = is_read ? user_u32(call->args[4], 0) : call->args[4];
	if (level == LEVEL_SOCKET && name == SO_ERROR) {
		push_u8(OPTION_ERRNO);
		push_s64(-(__s64)(__s32)user_u32(value, 0));
	} else if (level == LEVEL_SOCKET && (name == 20 || name == 21 || name == 66 || name == 67)) {
		push_u8(OPTION_TIME);
		push_u64(user_u64(value, 0) * 1000000000ULL + user_u64(value, 1) * 1000);
	} else if (level == LEVEL_SOCKET && name == SO_COOKIE) {
		push_u8(OPTION_U64);
		push_u64(user_u64(value, 0));
	} else if (level == LEVEL_SOCKET && name > 0 && name <= LAST_NUMBER && !(NO_NUMBERS & (1ULL << (name & 63)))) {
		push_u8(OPTION_U32);
		push_u32(user_u32(value, 0));
	} else {
		push_u8(OPTION_UNKNOWN);
		push_user_bytes(value, length & 0xffff);
	}
	join_params();
	return 0;
}

#define MAX_POLLED 16

struct polled {
	__s32 fd;
	__u16 requested, returned;
};

__noinline int push_polled(__u64 polled, __u32 count, __u32 table)
{
	struct polled one = {};
	int i;

	if (count > MAX_POLLED)
		count = MAX_POLLED;
	if (bpf_probe_read_user(&one, sizeof(one), (void *)polled))
		count = 0;
	push_u16(count);
	for (i = 0; i < MAX_POLLED; i++) {
		if (i >= count)
			break;
		bpf_probe_read_user(&one, sizeof(one), (void *)(polled + i * sizeof(one)));
		push_s64(one.fd);
		join_params();
		push_u16(translate_flags(table, one.returned));
		join_params();
	}
	return 0;
}

/* An operation's entry has how many arguments it takes, and from bit 4 on which of them are texts. */
__noinline int push_key_argument(struct call *call, __u32 arg, __u32 table)
{
	__u32 shape, index = arg - 1;
	__u64 value;

	if (!call)
		return 0;
	shape = translate(table, call->args[0]);
	value = index < (shape & 15) ? call->args[arg & 7] : 0;
	if (shape & (16 << (index & 3))) {
		push_u8(KEY_TEXT);
		push_user_text(value);
	} else {
		push_u8(KEY_NUMBER);
		push_u64(value);
	}
	join_params();
	return 0;
}

#define QUOTA_COMMAND(call) ((__u32)(call)->args[0] >> 8)
#define QUOTA_GENERAL 0x800000
#define QUOTA_XFS 0x5800
#define Q_ON 2
#define Q_GETFMT 4
#define Q_GETINFO 5
#define Q_SETINFO 6
#define Q_GETQUOTA 7
#define Q_SETQUOTA 8
#define Q_XGETQUOTA 3
#define Q_XSETQLIM 4

static __always_inline __u8 quota_format(__u32 format)
{
	return format == 1 ? 2 : format == 2 ? 4 : format == 4 ? 8 : 1;
}

/* Parameters of quotactl: its limits by their place in struct if_dqblk, then graces and flags of struct if_dqinfo, and the command's parts. */
__noinline int push_quota(struct call *call, __u32 which)
{
	__u32 command, general, xfs, valid = 0;
	__u64 address;

	if (!call)
		return 0;
	command = QUOTA_COMMAND(call);
	general = (command & ~0xffU) == QUOTA_GENERAL ? command & 0xff : 0;
	xfs = (command & ~0xffU) == QUOTA_XFS ? command & 0xff : 0;
	address = call->args[3];
	if (which < 8) {
		/* Bits of dqb_valid: both limits of blocks, space, both limits of files, (files), times. */
		__u32 bit = which < 2 ? 1 : which == 2 ? 2 : which < 5 ? 4 : which == 6 ? 16 : 32;

		if (general == Q_GETQUOTA || general == Q_SETQUOTA)
			valid = user_u32(address, 16);
		push_u64(valid & bit ? user_u64(address, which) : 0);
	} else if (which < 11) {
		if (general == Q_GETINFO || general == Q_SETINFO)
			valid = user_u32(address, 5);
		if (which < 10)
			push_u64(valid & (1 << (which - 8)) ? user_u64(address, which - 8) : 0);
		else
			push_u8(valid & 4 ? user_u32(address, 4) : 0);
	} else if (which == 11) {
		push_u8(general == Q_GETFMT ? quota_format(user_u32(address, 0)) : 1);
	} else if (which == 12) {
		push_u16(general == 1 ? 128 : general >= Q_ON && general <= Q_SETQUOTA ? 1 << (general - Q_ON)
			: xfs >= 1 && xfs <= 7 ? 128 << xfs : 0);
	} else if (which == 13) {
		__u32 type = call->args[0] & 0xff;

		push_u8(type == 0 ? 1 : type == 1 ? 2 : 0);
	} else if (which == 14) {
		push_u32(general == Q_GETQUOTA || general == Q_SETQUOTA || xfs == Q_XGETQUOTA || xfs == Q_XSETQLIM ? call->args[2] : 0);
	} else {
		push_u8(general == Q_ON ? quota_format(call->args[2]) : 1);
	}
	return 0;
}

struct semaphore_operation {
	__u16 number;
	__s16 operation, flags;
};

/* Steps of calls that are rarer still. */
__noinline int take_own_step(struct call *call, __u32 kind, __u32 arg, __u32 extra)
{
	__u64 value;
	__s64 result;

	if (!call)
		return 0;
	value = call->args[arg & 7];
	result = call->result;
	switch (kind) {
	case STEP_FLAGS:
		push_u32(translate_flags(extra, value));
		break;
	case STEP_FLAGS_OF_USER:
		push_u32(translate_flags(extra & 0xff, user_u32(value, extra >> 8)));
		break;
	case STEP_WIDE_ENUM_U16:
		push_u16(translate_wide(extra, value));
		break;
	case STEP_USER_U32:
		push_u32(user_u32(value, extra));
		break;
	case STEP_USER_U64:
		push_u64(user_u64(value, extra));
		break;
	case STEP_USER_TIME:
		push_u64(user_u64(value, 0) * 1000000000ULL + user_u64(value, 1));
		break;
	case STEP_MEMORY:
		push_memory();
		break;
	case STEP_RESULT_PATH:
		if (result > 0)
			push_file_path((__u64)file_of(result));
		else
			push_empty();
		break;
	case STEP_RECEIVED:
		push_u32(result > 0 ? result : 0);
		break;
	case STEP_BYTES_READ:
		push_user_bytes(value, result <= 0 ? 0 : result > settings.snaplen ? settings.snaplen : result);
		break;
	case STEP_MESSAGE_CONTROL:
		push_user_bytes(user_u64(value, MESSAGE_CONTROL), result >= 0 ? user_u64(value, MESSAGE_CONTROL_LENGTH) : 0);
		break;
	case STEP_SOCKET_OPTION:
		push_socket_option(call, extra);
		break;
	case STEP_OPTION_NAME:
		push_u8((__u32)call->args[1] == LEVEL_SOCKET ? translate(extra, (__u32)value) : 0);
		break;
	case STEP_OPTION_LENGTH:
		push_u32(user_u32(value, 0));
		break;
	case STEP_FUTEX:
		push_u16(((value & 127) <= 12 ? value & 127 : 0) | (value & (128 | 256)));
		break;
	case STEP_POLLED:
		push_polled(value, call->args[(arg + 1) & 7], extra);
		break;
	case STEP_KEY_ARGUMENT:
		push_key_argument(call, arg, extra);
		break;
	case STEP_QUOTA:
		push_quota(call, extra);
		break;
	case STEP_QUOTA_TEXT:
		push_user_text(QUOTA_COMMAND(call) == (QUOTA_GENERAL | Q_ON) ? value : 0);
		break;
	case STEP_MOUNT_OPTION: {
		__u32 command = call->args[1];

		if (extra)
			push_user_text(result >= 0 && (command == 1 || command == 3 || command == 4) ? value : 0);
		else
			push_user_bytes(value, result >= 0 && command == 2 ? call->args[4] : 0);
		break;
	}
	case STEP_SEMAPHORE: {
		struct semaphore_operation operation = {};

		if (result == 0 && arg < call->args[2])
			bpf_probe_read_user(&operation, sizeof(operation), (void *)(call->args[1] + arg * sizeof(operation)));
		push_u16(operation.number);
		push_u16(operation.operation);
		push_u16(translate_flags(extra, (__u16)operation.flags));
		break;
	}
	case STEP_SEMAPHORE_VALUE:
		push_u32((__u32)call->args[2] == 16 ? value : 0); /* SETVAL */
		break;
	case STEP_PAIR_SOCKET: {
		struct sock *sk = result == 0 ? sock_of(user_u32(value, 0)) : NULL;

		push_u64(extra && sk ? (__u64)BPF_CORE_READ((struct unix_sock *)sk, peer) : (__u64)sk);
		break;
	}
	case STEP_NODE_MODE:
		push_u32((value & 07777) | (value & FILE_TYPE ? value & FILE_TYPE : REGULAR_FILE));
		break;
	case STEP_NODE_DEVICE:
		push_u32(encode_device(value));
		break;
	case STEP_TRACE_DATA: {
		__u32 request = call->args[0];
		bool sends_signal = request == PTRACE_CONT || request == PTRACE_SINGLESTEP || request == PTRACE_DETACH || request == PTRACE_SYSCALL;

		if (result >= 0 && sends_signal) {
			push_u8(TRACE_SIGNAL);
			push_u8(value);
		} else {
			push_u8(TRACE_NUMBER);
			push_u64(result < 0 ? 0 : request >= PTRACE_PEEKTEXT && request <= PTRACE_PEEKUSR ? user_u64(value, 0) : value);
		}
		join_params();
		break;
	}
	default:
		push_empty();
	}
	return 0;
}

#define MAX_MESSAGES 16
#define MESSAGE_SIZE 64
#define MESSAGE_LENGTH_AT 14 /* in numbers of 32 bits */

/* sendmmsg and recvmmsg make an event for each message. */
__noinline int message_event(struct call *call, __u32 type, __u32 index, __u32 is_received)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 message;
	__s64 length;

	if (!call || begin(type, is_received ? 6 : 5, BPF_CORE_READ(task, pid)))
		return 0;
	if (call->result <= 0) {
		push_s64(call->result);
		push_s64((__s32)call->args[0]);
		push_u32(0);
		push_empty();
		push_empty();
		if (is_received)
			push_empty();
		finish();
		return 0;
	}
	message = call->args[1] + index * MESSAGE_SIZE;
	length = user_u32(message, MESSAGE_LENGTH_AT);
	push_s64(length);
	push_s64((__s32)call->args[0]);
	if (is_received)
		push_u32(length);
	else
		push_vector_size(user_u64(message, MESSAGE_VECTOR), user_u64(message, MESSAGE_VECTOR_COUNT));
	push_vector_bytes(user_u64(message, MESSAGE_VECTOR), user_u64(message, MESSAGE_VECTOR_COUNT), length, is_received);
	push_tuple(call->args[0], !is_received, user_u64(message, MESSAGE_NAME));
	if (is_received)
		push_user_bytes(user_u64(message, MESSAGE_CONTROL), user_u64(message, MESSAGE_CONTROL_LENGTH));
	finish();
	return 0;
}

/* execve and execveat that failed: what they were asked to run. */
static __always_inline void failed_exec(struct call *call, struct recipe *recipe)
{
	bool is_at = recipe->special == CALL_EXECVEAT;
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 arguments = call->args[is_at ? 2 : 1];
	struct scratch *s = scratch();
	__u32 before, length;

	if (!s || begin(recipe->type, is_at ? 30 : 31, BPF_CORE_READ(task, pid)))
		return;
	push_s64(call->result);
	before = s->at;
	push_user_text(user_u64(arguments, 0));
	length = s->at - before;
	push_user_array(arguments, 1, length < MAX_TEXT ? MAX_TEXT - length : 0);
	push_exec_rest(call->args[is_at ? 3 : 2], true);
	if (!is_at)
		push_user_text(call->args[0]);
	finish();
}

/* The call that ends: its number and arguments, and whether a 32-bit program made it. */
#if defined(__TARGET_ARCH_x86)
#define COMPAT_CODE_SEGMENT 0x23

static __always_inline __u64 number_of(struct pt_regs *regs)
{
	return regs->orig_ax;
}

static __always_inline bool is_compat(struct pt_regs *regs)
{
	return regs->cs == COMPAT_CODE_SEGMENT;
}

static __always_inline void read_arguments(struct pt_regs *regs, struct call *call)
{
	call->args[0] = regs->di;
	call->args[1] = regs->si;
	call->args[2] = regs->dx;
	call->args[3] = regs->r10;
	call->args[4] = regs->r8;
	call->args[5] = regs->r9;
}
#else
#define COMPAT_STATE 0x10

static __always_inline __u64 number_of(struct pt_regs *regs)
{
	return (__u32)regs->syscallno;
}

static __always_inline bool is_compat(struct pt_regs *regs)
{
	return (regs->pstate & COMPAT_STATE) != 0;
}

/* The result has taken the first argument's register. */
static __always_inline void read_arguments(struct pt_regs *regs, struct call *call)
{
	call->args[0] = regs->orig_x0;
	call->args[1] = regs->regs[1];
	call->args[2] = regs->regs[2];
	call->args[3] = regs->regs[3];
	call->args[4] = regs->regs[4];
	call->args[5] = regs->regs[5];
}
#endif

SEC("tp_btf/sys_exit")
int BPF_PROG(on_sys_exit, struct pt_regs *regs, long result)
{
	__u64 wanted = number_of(regs);
	struct task_struct *task;
	struct recipe *recipe;
	struct call call;
	__u32 number, i;

	if (wanted >= MAX_SYSCALLS || !settings.is_wanted[wanted])
		return 0;
	if (settings.drops_failed && result < 0)
		return 0;
	number = wanted;
	recipe = bpf_map_lookup_elem(&recipes, &number);
	if (!recipe)
		return 0;
	if (bpf_get_current_pid_tgid() >> 32 == settings.own_pid)
		return 0;
	if (is_compat(regs)) {
		__u32 cpu = bpf_get_smp_processor_id();
		struct counters *c = bpf_map_lookup_elem(&counts, &cpu);

		if (c)
			c->compat++;
		return 0;
	}
	task = (struct task_struct *)bpf_get_current_task();
	call.args[6] = call.args[7] = 0;
	read_arguments(regs, &call);
	call.result = result;
	switch (recipe->special) {
	case CALL_CLONE:
		clone_event(recipe->type, result, call.args[0]);
		return 0;
	case CALL_CLONE3:
		clone_event(recipe->type, result, open_how(call.args[0], 0));
		return 0;
	case CALL_FORK:
	case CALL_VFORK:
		clone_event(recipe->type, result, 0);
		return 0;
	case CALL_EXECVE:
	case CALL_EXECVEAT:
		if (result < 0)
			failed_exec(&call, recipe);
		return 0;
	case CALL_SENDMMSG:
	case CALL_RECVMMSG:
		for (i = 0; i < MAX_MESSAGES; i++) {
			if (i > 0 && (__s64)i >= result)
				break;
			message_event(&call, recipe->type, i, recipe->special == CALL_RECVMMSG);
		}
		return 0;
	}
	if (begin(recipe->type, recipe->params, BPF_CORE_READ(task, pid)))
		return 0;
	for (i = 0; i < MAX_STEPS; i++) {
		if (i >= recipe->count)
			break;
		if (recipe->steps[i].kind < STEP_CONSTANT_U16)
			take_step(&call, recipe->steps[i].kind, recipe->steps[i].arg, recipe->steps[i].extra);
		else if (recipe->steps[i].kind < STEP_FLAGS)
			take_rare_step(&call, recipe->steps[i].kind, recipe->steps[i].arg, recipe->steps[i].extra);
		else
			take_own_step(&call, recipe->steps[i].kind, recipe->steps[i].arg, recipe->steps[i].extra);
	}
	finish();
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, int old_pid, struct linux_binprm *program)
{
	if (!settings.type_execve || begin(settings.type_execve, 31, BPF_CORE_READ(task, pid)))
		return 0;
	push_s64(0);
	push_arguments();
	push_exec_rest(0, false);
	push_kernel_text((__u64)BPF_CORE_READ(program, filename));
	finish();
	return 0;
}

#define EXITING 4
#define MAX_ANCESTORS 64

/*
 * Who takes over the children of a thread that exits, as the kernel finds it: the nearest ancestor of the same pid namespace that asked for
 * orphans (supervisors of containers do), else the namespace's first process. 0 where there are no children, and where another thread of
 * the process lives, who is known without being told.
 */
static __always_inline __s64 reaper_of(struct task_struct *task)
{
	struct signal_struct *signal = task->signal;
	struct task_struct *ancestor = task->real_parent, *leader, *first;
	struct pid *pid = task->thread_pid;
	struct pid_namespace *namespace;
	unsigned int level = pid_level_of(task);

	if ((__u64)BPF_CORE_READ(task, children.next) == (__u64)&task->children || BPF_CORE_READ(signal, live.counter) > 0)
		return 0;
	if (BPF_CORE_READ_BITFIELD_PROBED(signal, has_child_subreaper)) {
		for (int i = 0; i < MAX_ANCESTORS; i++) {
			if (pid_level_of(ancestor) != level || BPF_CORE_READ(ancestor, pid) == 0)
				break;
			signal = BPF_CORE_READ(ancestor, signal);
			leader = BPF_CORE_READ(ancestor, group_leader);
			if (BPF_CORE_READ_BITFIELD_PROBED(signal, is_child_subreaper)) {
				if (!(BPF_CORE_READ(leader, flags) & EXITING))
					return BPF_CORE_READ(leader, pid);
				if (!(BPF_CORE_READ(ancestor, flags) & EXITING))
					return BPF_CORE_READ(ancestor, pid);
			}
			ancestor = BPF_CORE_READ(ancestor, real_parent);
		}
	}
	namespace = upid_of(pid).ns;
	first = BPF_CORE_READ(namespace, child_reaper);
	return first == task ? 0 : BPF_CORE_READ(first, pid);
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	__s32 code;

	if (!settings.type_procexit || (task->flags & KERNEL_THREAD) || begin(settings.type_procexit, 5, task->pid))
		return 0;
	code = task->exit_code;
	push_s64(code);
	push_s64((code >> 8) & 0xff);
	push_u8(code & 0x7f);
	push_u8((code & 0x80) != 0);
	push_s64(reaper_of(task));
	finish();
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
