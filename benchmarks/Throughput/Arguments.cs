using System.Globalization;

namespace CdcToSnowflake.Throughput;

/// <summary>A command's options by name, each of which must be asked for; what is left over or doesn't fit is a <see cref="UsageException"/>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public Arguments(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new UsageException($"'{arguments[i]}' is not an option.");
            }

            if (i + 1 == arguments.Length)
            {
                throw new UsageException($"{arguments[i]} lacks its value.");
            }

            if (!_options.TryAdd(arguments[i], arguments[i + 1]))
            {
                throw new UsageException($"{arguments[i]} is there twice.");
            }
        }
    }

    public string? Text(string name) => _options.Remove(name, out var text) ? text : null;

    /// <summary>One of two words; the first is the default.</summary>
    public bool IsFirst(string name, string first, string second) => Text(name) switch
    {
        null => true,
        var text when text == first => true,
        var text when text == second => false,
        var text => throw new UsageException($"{name} is {first} or {second}, not '{text}'."),
    };

    public int Count(string name, int otherwise) => Text(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 10_000 => count,
        var text => throw new UsageException($"{name} is a number from 1 to 10000, not '{text}'."),
    };

    public void ThrowIfLeftOver()
    {
        if (_options.Count > 0)
        {
            throw new UsageException($"The option {_options.Keys.First()} is not known here.");
        }
    }
}
