using System.Globalization;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Names for sources in the text, each used once, so that nothing is hidden by accident.</summary>
internal sealed class AliasNames
{
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string name)
    {
        var physical = PhysicalName.Of(name);
        var candidate = physical;
        for (var i = 2; !_used.Add(candidate); i++)
        {
            candidate = physical + "#" + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
