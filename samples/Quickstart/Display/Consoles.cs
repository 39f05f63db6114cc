using Spectre.Console;

namespace Quickstart.Display;

/// <summary>The two consoles: the report goes to stdout, progress and verdicts of a quiet run to stderr. Neither writes an escape code into a file or pipe.</summary>
internal static class Consoles
{
    // A file has no width, and 80 columns would fold the tables.
    private const int WidthOfFile = 140;

    public static IAnsiConsole Report() => Open(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Progress() => Open(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Open(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = WidthOfFile;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
