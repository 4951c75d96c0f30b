using Falco.Sensor.CommandLine;

return FalcoCommand.Invoke(args);
