using Falco.Sensor.CommandLine;

return Subcommands.Has(args) ? Subcommands.Invoke(args) : FalcoCommand.Invoke(args);
