using System.CommandLine;
using Mailroom.Commands;

return await new RootCommand { GenerateCommand.Create() }.Parse(args).InvokeAsync();
