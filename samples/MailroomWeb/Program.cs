using MailroomWeb.Commands;

return await MailroomWebCommand.Create(Console.Out).Parse(args).InvokeAsync();
