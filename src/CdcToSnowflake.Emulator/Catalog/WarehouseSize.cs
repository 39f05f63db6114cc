namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>The sizes of warehouses.</summary>
internal static class WarehouseSize
{
    /// <summary>As SHOW prints them, from the smallest; each costs twice the one before.</summary>
    public static readonly string[] Names = ["X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large", "3X-Large", "4X-Large", "5X-Large", "6X-Large"];

    // "CREATE WAREHOUSE": each size has several ways to write it.
    private static readonly string[] Words = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"];

    /// <summary>The size as SHOW prints it; null if there is none that is written so.</summary>
    public static string? Find(string written)
    {
        var word = written.ToUpperInvariant();
        var index = Array.IndexOf(Words, word);
        index = index >= 0 ? index : Array.FindIndex(Names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
        index = index >= 0 ? index : Array.IndexOf(["X2LARGE", "X3LARGE"], word) is >= 0 and var other ? other + 5 : -1;
        return index >= 0 ? Names[index] : null;
    }
}
