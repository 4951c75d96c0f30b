#!/usr/bin/env bash
# Publishes the programs: artifacts/falco/falco and artifacts/lighthouse/lighthouse.
set -euo pipefail
cd "$(dirname "$0")"
. ./.ci/setup.sh
# What the kernel program is compiled with.
needs clang libbpf-dev linux-libc-dev

publish() {
  dotnet publish "$1" --output "artifacts/$2" --configuration Release --runtime linux-x64 "${@:3}" \
    -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false -nologo --verbosity quiet
}

# The runtime is compiled together with falco: it starts in two thirds of the time and needs no runtime where it runs.
publish Falco.Sensor falco --self-contained -p:PublishReadyToRunComposite=true
publish Falco.Lighthouse lighthouse --self-contained
