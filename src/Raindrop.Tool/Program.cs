using Raindrop.Tool;
using Raindrop.Tool.Output;

return await ToolProgram.RunAsync(args, ToolConsole.System());
