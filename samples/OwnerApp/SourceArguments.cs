namespace OwnerApp;

/// <summary>The short way to name servers.</summary>
internal static class SourceArguments
{
    /// <summary><c>--source "BRAND_A=Server=…"</c> becomes the setting CdcToSnowflake:Brands:BRAND_A:ConnectionString; others stay as they are.</summary>
    public static string[] Expand(string[] arguments)
    {
        List<string> expanded = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--source" && i + 1 < arguments.Length && arguments[i + 1].IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                var source = arguments[++i];
                expanded.Add($"--CdcToSnowflake:Brands:{source[..equals]}:ConnectionString={source[(equals + 1)..]}");
            }
            else
            {
                expanded.Add(arguments[i]);
            }
        }

        return [.. expanded];
    }
}
