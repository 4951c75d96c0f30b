/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* Paths of open files and of control groups, put together from their end to their beginning. */
#pragma once

#include "record.h"

#define MAX_DEPTH 48
#define MAX_NAME 255

/* Puts a name, with a slash, before what is there already; the new beginning, or 0 where there is no room. */
static __always_inline __u64 prepend(struct scratch *s, __u64 at, const void *name, __u64 length)
{
	if (length > MAX_NAME)
		length = MAX_NAME;
	if (at < length + 1)
		return 0;
	at -= length;
	bounded(at);
	at &= MAX_PATH - 1;
	bounded(length);
	length &= MAX_NAME;
	if (bpf_probe_read_kernel(s->work + at, length, name))
		return 0;
	if (at < 1)
		return 0;
	at--;
	bounded(at);
	at &= MAX_PATH - 1;
	s->work[at] = '/';
	return at;
}

/* Copies what was put together, from its beginning to the NUL at MAX_PATH - 1; its length. */
static __always_inline __u32 take_path(struct scratch *s, __u64 at, __u64 from)
{
	__u64 size;

	bounded(from);
	from &= MAX_PATH - 1;
	size = MAX_PATH - from;
	bounded(size);
	if (size > MAX_PATH)
		return 0;
	bounded(at);
	if (at > MAX_RECORD)
		return 0;
	if (bpf_probe_read_kernel(s->data + at, size, s->work + from))
		return 0;
	return size;
}

/* The path of an open file as its process sees it; of files in memory, which are in no directory, their name. */
__noinline int push_file_path(__u64 file_address)
{
	struct file *file = (struct file *)file_address;
	struct scratch *s = scratch();
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct dentry *dentry, *root_dentry;
	struct vfsmount *vfsmount, *root_mount;
	__u64 from = MAX_PATH - 1;
	int i;

	if (!s)
		return 0;
	if (!file) {
		end_param(s, 0);
		return 0;
	}
	dentry = BPF_CORE_READ(file, f_path.dentry);
	vfsmount = BPF_CORE_READ(file, f_path.mnt);
	root_dentry = BPF_CORE_READ(task, fs, root.dentry);
	root_mount = BPF_CORE_READ(task, fs, root.mnt);
	s->work[MAX_PATH - 1] = 0;
	for (i = 0; i < MAX_DEPTH; i++) {
		struct dentry *parent;
		struct qstr name;

		if (dentry == root_dentry && vfsmount == root_mount)
			break;
		parent = BPF_CORE_READ(dentry, d_parent);
		if (dentry == BPF_CORE_READ(vfsmount, mnt_root) || dentry == parent) {
			struct mount *mount = (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount) {
				/* A file that is in no folder, as memfd_create makes them, has a name and no slash, as in Falco. */
				if (dentry == parent && dentry != BPF_CORE_READ(vfsmount, mnt_root)) {
					name = BPF_CORE_READ(dentry, d_name);
					from = prepend(s, from, name.name, name.len);
					if (from)
						from++;
				}
				break;
			}
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			vfsmount = (void *)above + bpf_core_field_offset(struct mount, mnt);
			continue;
		}
		name = BPF_CORE_READ(dentry, d_name);
		from = prepend(s, from, name.name, name.len);
		if (!from)
			break;
		dentry = parent;
	}
	if (from == MAX_PATH - 1 && dentry != root_dentry) {
		struct qstr name = BPF_CORE_READ(dentry, d_name);

		from = prepend(s, from, name.name, name.len);
		from = from ? from + 1 : 0;
	}
	if (from == MAX_PATH - 1) {
		from = MAX_PATH - 2;
		s->work[from] = '/';
	}
	end_param(s, from ? take_path(s, s->at, from) : 0);
	return 0;
}

static __always_inline struct kernfs_node *parent_of(struct kernfs_node *node)
{
	return bpf_core_field_exists(node->__parent) ? BPF_CORE_READ(node, __parent) : BPF_CORE_READ(node, parent);
}

#define CGROUP_NODE(task, id) \
	BPF_CORE_READ(task, cgroups, subsys[bpf_core_enum_value(enum cgroup_subsys_id, id)], cgroup, kn)

/*
 * Appends a control group, as NAME=PATH and a NUL, to the parameter at hand, of which there are so many bytes already. The name, with its
 * equals sign, is given as the bytes of a number. Returns how many bytes there are then.
 */
__noinline int append_cgroup(__u64 node_address, __u64 name, __u32 name_length, __u32 size)
{
	struct kernfs_node *node = (struct kernfs_node *)node_address;
	struct scratch *s = scratch();
	__u64 from = MAX_PATH - 1;
	__u64 at;
	__u32 taken;
	int i;

	if (!s)
		return size;
	at = s->at + size;
	bounded(at);
	if (at > MAX_RECORD - sizeof(name))
		return size;
	*(__u64 *)(s->data + at) = name;
	s->work[MAX_PATH - 1] = 0;
	for (i = 0; i < 16 && node; i++) {
		struct kernfs_node *parent = parent_of(node);
		long length;

		if (!parent)
			break;
		length = bpf_probe_read_kernel_str(s->work + MAX_PATH, MAX_NAME + 1, BPF_CORE_READ(node, name));
		if (length <= 1)
			break;
		from = prepend(s, from, s->work + MAX_PATH, length - 1);
		if (!from)
			return size;
		node = parent;
	}
	if (from == MAX_PATH - 1) {
		from = MAX_PATH - 2;
		s->work[from] = '/';
	}
	taken = take_path(s, at + (name_length & 15), from);
	return taken ? size + name_length + taken : size;
}
