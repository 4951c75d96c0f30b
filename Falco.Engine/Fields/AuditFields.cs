using static Falco.Engine.Fields.UnfilledFields;

namespace Falco.Engine.Fields;

/// <summary>ka.*: audit events of a Kubernetes API server. Known to rules; no such events come in yet.</summary>
internal static class AuditFields
{
    public static readonly FieldDefinition[] All =
    [
        Text("ka.auditid", "the event's id."),
        Text("ka.stage", "how far the request has come: RequestReceived, ResponseStarted, ResponseComplete, Panic."),
        Text("ka.auth.decision", "whether the request was allowed."),
        Text("ka.auth.reason", "why it was allowed or not."),
        Text("ka.auth.openshift.decision", "whether OpenShift let the user log in."),
        Text("ka.validations.admission.policy.failure", "why a validating admission policy refused the request."),
        Text("ka.security.pod.violations", "what of the pod violates the pod security standard."),
        Text("ka.auth.openshift.username", "who logs in to OpenShift."),
        Text("ka.user.name", "the user who makes the request."),
        List("ka.user.groups", "groups of that user."),
        Text("ka.impuser.name", "the user in whose name the request is made."),
        Text("ka.verb", "what is to be done: get, list, create, delete and so on."),
        Text("ka.uri", "the URI of the request."),
        WithKey("ka.uri.param", "the parameter of the URI that the argument names: ka.uri.param[watch]."),
        Text("ka.target.name", "name of the object that the request is about."),
        Text("ka.target.namespace", "namespace of that object."),
        Text("ka.target.resource", "kind of that object, as in pods."),
        Text("ka.target.subresource", "part of that object, as in exec."),
        Text("ka.target.pod.name", "the pod that the request is about."),
        List("ka.req.binding.subjects", "subjects of the role binding in the request."),
        List("ka.req.binding.subjects.user_names", "users among those subjects."),
        List("ka.req.binding.subjects.serviceaccount_names", "service accounts among those subjects."),
        List("ka.req.binding.subjects.serviceaccount_ns_names", "service accounts among those subjects, as NAMESPACE:NAME."),
        List("ka.req.binding.subjects.group_names", "groups among those subjects."),
        Text("ka.req.binding.role", "the role that the binding gives."),
        WithKey("ka.req.binding.subject.has_name", "always N/A; kept for old rules."),
        Text("ka.req.configmap.name", "name of the config map in the request."),
        Text("ka.req.configmap.obj", "data of the config map in the request, as JSON."),
        .. Containers("ka.req.pod.containers", "the pod's containers", hasPorts: true),
        Text("ka.req.container.image", "image of the first container of the pod in the request; use ka.req.pod.containers.image."),
        Text("ka.req.container.image.repository",
            "the same without tag; use ka.req.pod.containers.image.repository."),
        Text("ka.req.pod.host_ipc", "whether the pod in the request shares the host's IPC namespace."),
        Text("ka.req.pod.host_network", "whether it shares the host's network namespace."),
        Text("ka.req.container.host_network", "the same as ka.req.pod.host_network."),
        Text("ka.req.pod.host_pid", "whether it shares the host's pid namespace."),
        Text("ka.req.container.privileged", "whether a container of the pod in the request is privileged; use ka.req.pod.containers.privileged."),
        Text("ka.req.pod.run_as_user", "user id that the pod in the request sets for its containers."),
        Text("ka.req.pod.run_as_group", "group id that the pod in the request sets for its containers."),
        List("ka.req.role.rules", "rules of the role in the request, as JSON."),
        IndexedList("ka.req.role.rules.apiGroups", "API groups in those rules."),
        IndexedList("ka.req.role.rules.nonResourceURLs", "URLs in those rules."),
        IndexedList("ka.req.role.rules.verbs", "verbs in those rules."),
        IndexedList("ka.req.role.rules.resources", "resources in those rules."),
        Text("ka.req.pod.fs_group", "group id for the volumes of the pod in the request."),
        List("ka.req.pod.supplemental_groups", "more group ids of the pod in the request."),
        Text("ka.req.service.type", "type of the service in the request, as in NodePort."),
        IndexedList("ka.req.service.ports", "ports of the service in the request."),
        IndexedList("ka.req.pod.volumes.hostpath", "paths of the host that are volumes of the pod in the request."),
        WithKey("ka.req.volume.hostpath", "whether such a volume begins with the argument; use ka.req.pod.volumes.hostpath."),
        IndexedList("ka.req.pod.volumes.flexvolume_driver", "flexvolume drivers of the volumes of the pod in the request."),
        IndexedList("ka.req.pod.volumes.volume_type", "types of the volumes of the pod in the request."),
        Text("ka.resp.name", "name of the object in the response."),
        Text("ka.response.code", "HTTP status of the response."),
        Text("ka.response.reason", "why the request failed."),
        Text("ka.useragent", "the program that makes the request, as it calls itself."),
        IndexedList("ka.sourceips", "addresses that the request comes from."),
        Text("ka.cluster.name", "name of the cluster."),
        .. Containers("ka.req.pod.initContainers", "the pod's init containers", hasPorts: true),
        .. Containers("ka.req.pod.ephemeralContainers", "the pod's ephemeral containers", hasPorts: false),
    ];

    private static IEnumerable<FieldDefinition> Containers(string prefix, string whose, bool hasPorts)
    {
        (string Name, string What)[] fields =
        [
            ("args", "arguments"), ("command", "commands"), ("name", "names"), ("image", "images"), ("image.repository", "images without tag"),
            ("host_port", "ports on the host"), ("privileged", "whether they are privileged, of"),
            ("allow_privilege_escalation", "whether privilege escalation is allowed, of"),
            ("read_only_fs", "whether the root file system is read-only, of"), ("run_as_user", "user ids"),
            ("eff_run_as_user", "user ids that take effect, the pod's own or 0 where none is set, of"), ("run_as_group", "group ids"),
            ("eff_run_as_group", "group ids that take effect, the pod's own or 0 where none is set, of"), ("proc_mount", "kinds of /proc mount"),
            ("add_capabilities", "added capabilities"),
        ];
        return from field in fields
               where hasPorts || field.Name != "host_port"
               select IndexedList($"{prefix}.{field.Name}",
                   $"{field.What}{(field.What.EndsWith(" of", StringComparison.Ordinal) ? "" : " of")} {whose}, in a request about a pod.");
    }
}
