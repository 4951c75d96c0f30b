/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/*
 * The parts of the kernel's structures that the program reads. The loader finds their real offsets in the running kernel's BTF
 * (CO-RE), so only names and kinds of members matter here.
 */
#pragma once

#include <linux/types.h>
#include <linux/bpf.h>
#include <stdbool.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

#if defined(__TARGET_ARCH_x86)
struct pt_regs {
	unsigned long di, si, dx, r10, r8, r9, ax, orig_ax, cs;
};
#elif defined(__TARGET_ARCH_arm64)
struct pt_regs {
	__u64 regs[31];
	__u64 pstate;
	__u64 orig_x0;
	__s32 syscallno;
};
#else
#error "there is no way to read the arguments of calls on this architecture"
#endif

typedef struct { __u32 val; } kuid_t;
typedef struct { __u32 val; } kgid_t;

struct list_head { struct list_head *next, *prev; };

struct qstr { __u32 len; const unsigned char *name; };

struct super_block { __u32 s_dev; unsigned long s_magic; };

struct timespec64 { __s64 tv_sec; long tv_nsec; };

struct inode {
	__u16 i_mode;
	kuid_t i_uid;
	kgid_t i_gid;
	unsigned long i_ino;
	__u32 i_nlink;
	struct super_block *i_sb;
	/* The names changed in 6.7 and 6.12. */
	struct timespec64 i_mtime, i_ctime, __i_mtime, __i_ctime;
	__s64 i_mtime_sec, i_ctime_sec;
	__u32 i_mtime_nsec, i_ctime_nsec;
};

struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	struct super_block *d_sb;
};

struct vfsmount { struct dentry *mnt_root; };

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path { struct vfsmount *mnt; struct dentry *dentry; };

struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_flags, f_mode;
	void *private_data;
};

struct fdtable { unsigned int max_fds; struct file **fd; };

struct files_struct { struct fdtable *fdt; };

struct fs_struct { struct path root, pwd; };

struct percpu_counter { __s64 count; };

struct mm_struct {
	unsigned long arg_start, arg_end, env_start, env_end, total_vm;
	struct file *exe_file;
	/* Counters per processor since 6.2. */
	struct percpu_counter rss_stat[4];
};

typedef struct { __u64 val; } kernel_cap_t;

struct cred {
	kuid_t uid, euid;
	kgid_t gid, egid;
	kernel_cap_t cap_inheritable, cap_permitted, cap_effective;
};

struct upid { int nr; struct pid_namespace *ns; };

struct pid { unsigned int level; struct upid numbers[1]; };

struct pid_namespace {
	unsigned int level;
	struct task_struct *child_reaper;
};

struct tty_driver { int major; int minor_start; };

struct tty_struct { int index; struct tty_driver *driver; };

struct rlimit { unsigned long rlim_cur, rlim_max; };

struct linux_binprm { const char *filename; };

struct signal_struct {
	struct pid *pids[4];
	struct rlimit rlim[16];
	struct tty_struct *tty;
	unsigned int flags;
	struct { int counter; } live;
	unsigned int is_child_subreaper : 1, has_child_subreaper : 1;
};

struct nsproxy { struct pid_namespace *pid_ns_for_children; };

struct kernfs_node {
	const char *name;
	/* The name changed in 6.15. */
	struct kernfs_node *parent, *__parent;
};

struct cgroup { struct kernfs_node *kn; };

struct cgroup_subsys_state { struct cgroup *cgroup; };

struct css_set { struct cgroup_subsys_state *subsys[16]; };

struct task_struct {
	int pid, tgid;
	int exit_code;
	unsigned int flags;
	char comm[16];
	unsigned long min_flt, maj_flt;
	__u64 start_boottime;
	kuid_t loginuid;
	struct task_struct *real_parent, *group_leader;
	struct list_head children;
	struct mm_struct *mm;
	const struct cred *cred;
	struct files_struct *files;
	struct fs_struct *fs;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
	struct pid *thread_pid;
	struct css_set *cgroups;
};

struct in6_addr_core { __u8 bytes[16]; };

struct sock_common {
	__be32 skc_daddr, skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	struct in6_addr_core skc_v6_daddr, skc_v6_rcv_saddr;
};

struct sock {
	struct sock_common __sk_common;
	__u32 sk_ack_backlog, sk_max_ack_backlog;
	__u16 sk_protocol;
};

/* Its port stays when a connection is refused. */
struct inet_sock { __be16 inet_sport; };

struct sockaddr_un { unsigned short sun_family; char sun_path[108]; };

struct unix_address { int len; struct sockaddr_un name[0]; };

struct unix_sock { struct unix_address *addr; struct sock *peer; };

struct socket { short type; struct sock *sk; };

enum cgroup_subsys_id {
	cpuset_cgrp_id,
	cpu_cgrp_id,
	cpuacct_cgrp_id,
	io_cgrp_id,
	memory_cgrp_id,
};

#pragma clang attribute pop
