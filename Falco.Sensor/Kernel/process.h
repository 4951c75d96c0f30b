/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What clone and execve events say of a process. */
#pragma once

#include "paths.h"

#define MAX_ARGUMENTS 4096
#define CHILD_IN_PIDNS (1 << 29)
#define KERNEL_THREAD 0x00200000 /* PF_KTHREAD */
#define OVERLAYFS_MAGIC 0x794c7630

/* Flags of clone, with the kernel's numbers and the schema's. */
static __always_inline __u32 clone_flags(__u64 flags)
{
	__u32 result = 0;

#define FLAG(kernel, bit) result |= (flags & (kernel)) ? 1U << (bit) : 0
	FLAG(0x00000400, 0);  /* FILES */
	FLAG(0x00000200, 1);  /* FS */
	FLAG(0x80000000, 2);  /* IO */
	FLAG(0x08000000, 3);  /* NEWIPC */
	FLAG(0x40000000, 4);  /* NEWNET */
	FLAG(0x00020000, 5);  /* NEWNS */
	FLAG(0x20000000, 6);  /* NEWPID */
	FLAG(0x04000000, 7);  /* NEWUTS */
	FLAG(0x00008000, 8);  /* PARENT */
	FLAG(0x00100000, 9);  /* PARENT_SETTID */
	FLAG(0x00002000, 10); /* PTRACE */
	FLAG(0x00000800, 11); /* SIGHAND */
	FLAG(0x00040000, 12); /* SYSVSEM */
	FLAG(0x00010000, 13); /* THREAD */
	FLAG(0x00800000, 14); /* UNTRACED */
	FLAG(0x00000100, 15); /* VM */
	FLAG(0x10000000, 20); /* NEWUSER */
	FLAG(0x00200000, 23); /* CHILD_CLEARTID */
	FLAG(0x01000000, 24); /* CHILD_SETTID */
	FLAG(0x00080000, 25); /* SETTLS */
	FLAG(0x00004000, 27); /* VFORK */
	FLAG(0x02000000, 28); /* NEWCGROUP */
#undef FLAG
	return result;
}

static __always_inline struct upid upid_of(struct pid *pid)
{
	struct upid result = {};
	unsigned int level;

	if (!pid)
		return result;
	level = BPF_CORE_READ(pid, level);
	if (level > 32)
		return result;
	bpf_core_read(&result, sizeof(result),
		(void *)pid + bpf_core_field_offset(struct pid, numbers) + level * bpf_core_type_size(struct upid));
	return result;
}

/* Ids as the innermost namespace has them: of the thread, of the process and of its group. */
static __always_inline int vtid_of(struct task_struct *task)
{
	return upid_of(BPF_CORE_READ(task, thread_pid)).nr;
}

static __always_inline int virtual_id(struct task_struct *task, int kind)
{
	return upid_of(BPF_CORE_READ(task, signal, pids[kind])).nr;
}

/* The process group's id as the machine has it. */
static __always_inline int pgid_of(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, signal, pids[2]);

	return pid ? BPF_CORE_READ(pid, numbers[0].nr) : 0;
}

static __always_inline __u32 pid_level_of(struct task_struct *task)
{
	return BPF_CORE_READ(task, thread_pid, level);
}

/* Pages of one kind. Until 6.2 the counters were plain numbers; what processors have not added up yet since then is left out. */
static __always_inline __u64 pages(struct mm_struct *mm, int index)
{
	void *counters = (void *)mm + bpf_core_field_offset(struct mm_struct, rss_stat);
	__s64 count = 0;

	if (bpf_core_field_size(mm->rss_stat) == 4 * bpf_core_type_size(struct percpu_counter))
		counters += index * bpf_core_type_size(struct percpu_counter) + bpf_core_field_offset(struct percpu_counter, count);
	else
		counters += index * sizeof(count);
	bpf_probe_read_kernel(&count, sizeof(count), counters);
	return count < 0 ? 0 : count;
}

/* What memory the process has, in KiB: in all, present, swapped out. */
static __always_inline void push_memory(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);

	if (mm) {
		push_u32(BPF_CORE_READ(mm, total_vm) * settings.page_kb);
		push_u32((pages(mm, 0) + pages(mm, 1) + pages(mm, 3)) * settings.page_kb);
		push_u32(pages(mm, 2) * settings.page_kb);
	} else {
		push_u32(0);
		push_u32(0);
		push_u32(0);
	}
}

/* fdlimit, page faults and memory. */
__noinline int push_resources(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	push_u64(BPF_CORE_READ(task, signal, rlim[7].rlim_cur));
	push_u64(BPF_CORE_READ(task, maj_flt));
	push_u64(BPF_CORE_READ(task, min_flt));
	push_memory();
	return 0;
}

/* exe and args: the arguments of the running program, together at most MAX_ARGUMENTS bytes. */
__noinline int push_arguments(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct scratch *s = scratch();
	__u64 start, end, rest, most;
	__u32 at, length = 0;

	if (!s)
		return 0;
	at = s->at;
	start = mm ? BPF_CORE_READ(mm, arg_start) : 0;
	end = mm ? BPF_CORE_READ(mm, arg_end) : 0;
	push_user_text(start);
	length = s->at - at;
	rest = start && start + length < end ? end - start - length : 0;
	most = length < MAX_ARGUMENTS ? MAX_ARGUMENTS - length : 0;
	push_user_bytes(start + length, rest < most ? rest : most);
	if (rest > most) {
		/* What is cut ends there. */
		__u64 last = s->at - 1;

		bounded(last);
		if (last < MAX_RECORD)
			s->data[last] = 0;
	}
	return 0;
}

__noinline int push_environment(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	__u64 start = mm ? BPF_CORE_READ(mm, env_start) : 0;
	__u64 end = mm ? BPF_CORE_READ(mm, env_end) : 0;

	push_user_bytes(start, end > start ? end - start : 0);
	return 0;
}

/* cgroups */
__noinline int push_cgroups(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct scratch *s = scratch();
	__u32 size = 0;

	if (!s)
		return 0;
	size = append_cgroup((__u64)CGROUP_NODE(task, cpuset_cgrp_id), 0x3d746573757063, 7, size);	  /* cpuset= */
	size = append_cgroup((__u64)CGROUP_NODE(task, cpu_cgrp_id), 0x3d757063, 4, size);		  /* cpu= */
	size = append_cgroup((__u64)CGROUP_NODE(task, cpuacct_cgrp_id), 0x3d74636361757063, 8, size);	  /* cpuacct= */
	size = append_cgroup((__u64)CGROUP_NODE(task, io_cgrp_id), 0x3d6f69, 3, size);			  /* io= */
	size = append_cgroup((__u64)CGROUP_NODE(task, memory_cgrp_id), 0x3d79726f6d656d, 7, size);	  /* memory= */
	end_param(s, size);
	return 0;
}

/* tid, pid, ptid, cwd, which is left empty */
static __always_inline void push_ids(struct task_struct *task)
{
	push_s64(BPF_CORE_READ(task, pid));
	push_s64(BPF_CORE_READ(task, tgid));
	push_s64(BPF_CORE_READ(task, real_parent, tgid));
	push_empty();
}

static __always_inline void push_comm(struct task_struct *task)
{
	push_kernel_text((__u64)task + bpf_core_field_offset(struct task_struct, comm));
}

/* clone, fork and vfork, in the parent (result: the child's id) and in the child (0). */
__noinline int clone_event(__u32 type, __s64 result, __u64 flags)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u32 schema_flags = clone_flags(flags);
	__u32 level = pid_level_of(task);

	if (begin(type, 21, BPF_CORE_READ(task, pid)))
		return 0;
	/* The child's namespace is another one where the caller has left its own for its children. */
	if (level > 0 || BPF_CORE_READ(task, nsproxy, pid_ns_for_children) != upid_of(BPF_CORE_READ(task, thread_pid)).ns)
		schema_flags |= CHILD_IN_PIDNS;
	push_s64(result);
	push_arguments();
	push_ids(task);
	push_resources();
	push_comm(task);
	push_cgroups();
	push_u32(schema_flags);
	push_u32(BPF_CORE_READ(task, cred, euid.val));
	push_u32(BPF_CORE_READ(task, cred, egid.val));
	push_s64(vtid_of(task));
	push_s64(virtual_id(task, 1));
	push_u64(result == 0 ? BPF_CORE_READ(task, nsproxy, pid_ns_for_children, child_reaper, start_boottime) : 0);
	finish();
	return 0;
}

static __always_inline __u32 tty_of(struct task_struct *task)
{
	struct tty_struct *tty = BPF_CORE_READ(task, signal, tty);
	__u32 major, minor;

	if (!tty)
		return 0;
	major = BPF_CORE_READ(tty, driver, major);
	minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
	return (minor & 0xff) | (major << 8) | ((minor & ~0xffU) << 12);
}

static __always_inline __u64 nanoseconds(__s64 seconds, __u64 rest)
{
	return (__u64)seconds * 1000000000ULL + rest;
}

static __always_inline __u64 ctime_of(struct inode *inode)
{
	if (bpf_core_field_exists(inode->i_ctime_sec))
		return nanoseconds(BPF_CORE_READ(inode, i_ctime_sec), BPF_CORE_READ(inode, i_ctime_nsec));
	if (bpf_core_field_exists(inode->__i_ctime))
		return nanoseconds(BPF_CORE_READ(inode, __i_ctime.tv_sec), BPF_CORE_READ(inode, __i_ctime.tv_nsec));
	return nanoseconds(BPF_CORE_READ(inode, i_ctime.tv_sec), BPF_CORE_READ(inode, i_ctime.tv_nsec));
}

static __always_inline __u64 mtime_of(struct inode *inode)
{
	if (bpf_core_field_exists(inode->i_mtime_sec))
		return nanoseconds(BPF_CORE_READ(inode, i_mtime_sec), BPF_CORE_READ(inode, i_mtime_nsec));
	if (bpf_core_field_exists(inode->__i_mtime))
		return nanoseconds(BPF_CORE_READ(inode, __i_mtime.tv_sec), BPF_CORE_READ(inode, __i_mtime.tv_nsec));
	return nanoseconds(BPF_CORE_READ(inode, i_mtime.tv_sec), BPF_CORE_READ(inode, i_mtime.tv_nsec));
}

enum layer { NO_LAYER, UPPER_LAYER, LOWER_LAYER };

/* Which layer of an overlay a file is in. The upper layer's entry follows the inode in the overlay's own inode. */
static __always_inline enum layer layer_of(struct file *file)
{
	struct inode *inode = BPF_CORE_READ(file, f_inode);
	struct dentry *upper = NULL;

	if (BPF_CORE_READ(file, f_path.dentry, d_sb, s_magic) != OVERLAYFS_MAGIC)
		return NO_LAYER;
	inode = BPF_CORE_READ(file, f_path.dentry, d_inode);
	bpf_core_read(&upper, sizeof(upper), (void *)inode + bpf_core_type_size(struct inode));
	return upper && BPF_CORE_READ(upper, d_inode) ? UPPER_LAYER : LOWER_LAYER;
}

#define EXE_WRITABLE 1
#define EXE_UPPER_LAYER 2
#define EXE_FROM_MEMFD 4
#define EXE_LOWER_LAYER 8

static __always_inline __u32 exe_flags(struct task_struct *task, struct file *exe, struct inode *inode)
{
	__u32 uid = BPF_CORE_READ(task, cred, euid.val), gid = BPF_CORE_READ(task, cred, egid.val);
	__u16 mode = BPF_CORE_READ(inode, i_mode);
	enum layer layer = layer_of(exe);
	char name[6] = {};
	__u32 flags = 0;

	/* What the permissions say; root writes whatever they say. */
	if (uid == 0 || (mode & 0002) || ((mode & 0200) && BPF_CORE_READ(inode, i_uid.val) == uid)
	    || ((mode & 0020) && BPF_CORE_READ(inode, i_gid.val) == gid))
		flags |= EXE_WRITABLE;
	if (layer == UPPER_LAYER)
		flags |= EXE_UPPER_LAYER;
	if (layer == LOWER_LAYER)
		flags |= EXE_LOWER_LAYER;
	bpf_probe_read_kernel(name, sizeof(name), BPF_CORE_READ(exe, f_path.dentry, d_name.name));
	if (name[0] == 'm' && name[1] == 'e' && name[2] == 'm' && name[3] == 'f' && name[4] == 'd' && name[5] == ':'
	    && BPF_CORE_READ(exe, f_path.dentry, d_parent) == BPF_CORE_READ(exe, f_path.dentry))
		flags |= EXE_FROM_MEMFD;
	return flags;
}

__noinline int push_program(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct file *exe = mm ? BPF_CORE_READ(mm, exe_file) : NULL;
	struct inode *inode = exe ? BPF_CORE_READ(exe, f_inode) : NULL;

	push_u32(inode ? exe_flags(task, exe, inode) : 0);
	push_u64(BPF_CORE_READ(task, cred, cap_inheritable.val));
	push_u64(BPF_CORE_READ(task, cred, cap_permitted.val));
	push_u64(BPF_CORE_READ(task, cred, cap_effective.val));
	push_u64(inode ? BPF_CORE_READ(inode, i_ino) : 0);
	push_u64(inode ? ctime_of(inode) : 0);
	push_u64(inode ? mtime_of(inode) : 0);
	push_u32(BPF_CORE_READ(task, cred, euid.val));
	push_file_path((__u64)exe);
	push_s64(pgid_of(task));
	push_u32(BPF_CORE_READ(task, cred, egid.val));
	return 0;
}

/*
 * What execve events have after the arguments, for the caller's process as it is now; of a call that failed the environment that the program
 * was to have.
 */
__noinline int push_exec_rest(__u64 environment, bool has_failed)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	push_ids(task);
	push_resources();
	push_comm(task);
	push_cgroups();
	if (has_failed)
		push_user_array(environment, 0, MAX_TEXT);
	else
		push_environment();
	push_u32(tty_of(task));
	push_s64(virtual_id(task, 2));
	push_u32(BPF_CORE_READ(task, loginuid.val));
	push_program();
	return 0;
}
