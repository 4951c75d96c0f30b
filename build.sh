#!/usr/bin/env bash
# Publishes the programs: artifacts/falco/falco and artifacts/lighthouse/lighthouse.
set -euo pipefail
cd "$(dirname "$0")"
. ./.ci/setup.sh

publish() {
  dotnet publish "$1" --configuration Release --runtime linux-x64 --no-self-contained --output "artifacts/$2" \
    -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false -nologo --verbosity quiet
}

publish Falco.Sensor falco
publish Falco.Lighthouse lighthouse
