/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * Writes an event for every system call that somebody has a use for, and for programs that start and processes that end. What an event
 * of a call consists of is in a recipe that user space makes: a call without one is let go at once.
 */
#include "process.h"
#include "sockets.h"

#define MAX_SYSCALLS 512
#define MAX_STEPS 12
#define COMPAT_CODE_SEGMENT 0x23

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
	STEP_TUPLE,	   /* of the descriptor in the argument; `extra`: 1 outbound, 0 inbound */
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
	STEP_DYNAMIC,	   /* a u64 with the number of its type, `extra` */
	STEP_VECTOR_BYTES, /* of the first struct iovec in the argument, at most as many as the result says */
	STEP_VECTOR_SIZE,
	STEP_MESSAGE_BYTES, /* of the first struct iovec of the struct msghdr in the argument */
	STEP_MESSAGE_SIZE,
	STEP_MESSAGE_TUPLE, /* outbound, of the descriptor in argument 0, to the address in the struct msghdr in the argument */
	STEP_TUPLE_TO,	   /* outbound, of the descriptor in argument 0, to the address in the argument */
	STEP_QUEUE,	   /* of the listening descriptor in the argument; `extra`: 0 fill in percent, 1 length, 2 limit */
	STEP_PAIR_INODE,
	STEP_PRCTL_TEXT,
	STEP_PRCTL_NUMBER,
	STEP_CAPABILITIES, /* `extra`: 0 inheritable, 1 permitted, 2 effective */
	STEP_USER_S64,	   /* the `extra`-th number at the address in the argument; -1 where there is none */
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
};

struct step {
	__u8 kind;
	__u8 arg;
	__u16 extra;
};

struct recipe {
	__u16 type; /* the event type; 0: nobody wants the call */
	__u8 count;
	__u8 special;
	struct step steps[MAX_STEPS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_SYSCALLS);
	__type(key, __u32);
	__type(value, struct recipe);
} recipes SEC(".maps");

/* Numbers of the kernel's enumerations to the schema's: up to 47 as they are, of those from 1024 on the last four bits. */
#define TABLE_SIZE 64
#define TABLE_HIGH_FROM 1024
#define TABLE_HIGH_AT 48
#define TABLE_HIGH_MASK 15

struct table {
	__u8 values[TABLE_SIZE];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct table);
} tables SEC(".maps");

/* The sensor's own process, whose work would make work for it. */
struct settings {
	__u32 own_pid;
	__u32 snaplen;
	__u16 type_execve, type_procexit; /* 0 where nobody wants them */
	__u8 drops_failed;		  /* calls that failed are let go */
	__u8 is_wanted[MAX_SYSCALLS];	  /* calls that have a recipe: most have none, and this is the quickest way to know */
};

volatile const struct settings settings = {};

struct call {
	__u64 args[8];
	__s64 result;
};

#define ACCESS_MODE 3
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
	FLAG(040000, 512);	/* DIRECT */
	FLAG(0200000, 1024);	/* DIRECTORY */
	FLAG(0100000, 2048);	/* LARGEFILE */
	FLAG(02000000, 4096);	/* CLOEXEC */
	FLAG(020200000, 8192);	/* TMPFILE */
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

static __always_inline __u32 device_of(__s64 fd)
{
	struct file *file = fd >= 0 ? file_of(fd) : NULL;
	__u32 device = file ? BPF_CORE_READ(file, f_inode, i_sb, s_dev) : 0;
	__u32 major = device >> 20, minor = device & 0xfffff;

	return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
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
	case STEP_TUPLE:
		push_tuple(value, extra, 0);
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
		push_u32(open_how(value, 2));
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

static __always_inline __u64 user_u64(__u64 address, int index)
{
	__u64 value = 0;

	bpf_probe_read_user(&value, sizeof(value), (void *)(address + index * sizeof(value)));
	return value;
}

#define MESSAGE_NAME 0
#define MESSAGE_VECTOR 2
#define VECTOR_BASE 0
#define VECTOR_LENGTH 1

static __always_inline void push_vector(__u64 vector, __s64 result)
{
	__u64 length = user_u64(vector, VECTOR_LENGTH);

	if (result >= 0 && (__u64)result < length)
		length = result;
	push_user_bytes(user_u64(vector, VECTOR_BASE), length > settings.snaplen ? settings.snaplen : length);
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
	case STEP_DYNAMIC: {
		struct scratch *s = scratch();

		push_u8(extra);
		push_u64(value);
		/* The two are one parameter. */
		if (s && s->param >= 2) {
			__u64 param = s->param - 2;

			bounded(param);
			if (param < MAX_PARAMS)
				*(__u16 *)(s->data + PARAMS_AT + param * sizeof(__u16)) = sizeof(__u8) + sizeof(__u64);
			s->param--;
		}
		break;
	}
	case STEP_VECTOR_BYTES:
		push_vector(value, call->result);
		break;
	case STEP_VECTOR_SIZE:
		push_u32(user_u64(value, VECTOR_LENGTH));
		break;
	case STEP_MESSAGE_BYTES:
		push_vector(user_u64(value, MESSAGE_VECTOR), call->result);
		break;
	case STEP_MESSAGE_SIZE:
		push_u32(user_u64(user_u64(value, MESSAGE_VECTOR), VECTOR_LENGTH));
		break;
	case STEP_MESSAGE_TUPLE:
		push_tuple(call->args[0], 1, user_u64(value, MESSAGE_NAME));
		break;
	case STEP_TUPLE_TO:
		push_tuple(call->args[0], 1, value);
		break;
	case STEP_QUEUE:
		push_queue(value, extra);
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

/* execve and execveat that failed: what they were asked to run. */
static __always_inline void failed_exec(struct call *call, struct recipe *recipe)
{
	bool is_at = recipe->special == CALL_EXECVEAT;
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 path = call->args[is_at ? 1 : 0], arguments = call->args[is_at ? 2 : 1];
	struct scratch *s = scratch();
	__u32 before;
	int i;

	if (!s || begin(recipe->type, 31, BPF_CORE_READ(task, pid)))
		return;
	push_s64(call->result);
	for (i = 0; i < 17; i++) {
		__u64 argument = 0;

		bpf_probe_read_user(&argument, sizeof(argument), (void *)(arguments + i * sizeof(argument)));
		if (i == 1)
			before = s->at;
		if (i > 1 && !argument)
			break;
		push_user_text(argument);
		/* All but the first are one parameter. */
		if (i > 1)
			s->param--;
	}
	if (s->param == 2)
		push_empty();
	if (PARAMS_AT + 2 * sizeof(__u16) + sizeof(__u16) <= MAX_RECORD)
		*(__u16 *)(s->data + PARAMS_AT + 2 * sizeof(__u16)) = s->at - before;
	push_exec_rest();
	push_user_text(path);
	finish();
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_sys_exit, struct pt_regs *regs, long result)
{
	__u64 wanted = regs->orig_ax;
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
	if (regs->cs == COMPAT_CODE_SEGMENT) {
		__u32 cpu = bpf_get_smp_processor_id();
		struct counters *c = bpf_map_lookup_elem(&counts, &cpu);

		if (c)
			c->compat++;
		return 0;
	}
	task = (struct task_struct *)bpf_get_current_task();
	call.args[6] = call.args[7] = 0;
	call.args[0] = regs->di;
	call.args[1] = regs->si;
	call.args[2] = regs->dx;
	call.args[3] = regs->r10;
	call.args[4] = regs->r8;
	call.args[5] = regs->r9;
	call.result = result;
	switch (recipe->special) {
	case CALL_CLONE:
		clone_event(recipe->type, result, call.args[0]);
		return 0;
	case CALL_CLONE3:
		clone_event(recipe->type, result, open_how(call.args[0], 0));
		return 0;
	case CALL_FORK:
		clone_event(recipe->type, result, 0);
		return 0;
	case CALL_VFORK:
		clone_event(recipe->type, result, CLONE_VFORK_FLAG | 0x100);
		return 0;
	case CALL_EXECVE:
	case CALL_EXECVEAT:
		if (result < 0)
			failed_exec(&call, recipe);
		return 0;
	}
	if (begin(recipe->type, recipe->count, BPF_CORE_READ(task, pid)))
		return 0;
	for (i = 0; i < MAX_STEPS; i++) {
		if (i >= recipe->count)
			break;
		if (recipe->steps[i].kind < STEP_CONSTANT_U16)
			take_step(&call, recipe->steps[i].kind, recipe->steps[i].arg, recipe->steps[i].extra);
		else
			take_rare_step(&call, recipe->steps[i].kind, recipe->steps[i].arg, recipe->steps[i].extra);
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
	push_exec_rest();
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
