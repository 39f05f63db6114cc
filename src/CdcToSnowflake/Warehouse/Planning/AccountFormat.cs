using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse.Planning;

/// <summary>
/// The format of what the SDK keeps of a brand in an account: its own tables, its rows' columns, its labels. The comment of the brand's table of progress says it; one that says none has the first.
/// A release raises it when an older one's plan would do harm to what it made, also where that is CI's alone, whose objects carry none, and so is refused.
/// </summary>
internal static partial class AccountFormat
{
    /// <summary>The newest that this program plans over.</summary>
    public const int Newest = 1;

    /// <summary>Refuses a brand that a newer release has made its own.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="progress">Its table of progress.</param>
    /// <param name="there">The account.</param>
    /// <exception cref="PlanException">A newer release made it.</exception>
    public static void Check(string brand, ObjectName progress, WarehouseInventory there)
    {
        if (there.Tables.TryGetValue(progress, out TableFacts? table) && Label().Match(table.Comment) is { Success: true } label
            && (!int.TryParse(label.Groups["format"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int format) || format > Newest))
        {
            throw new PlanException(string.Create(
                CultureInfo.InvariantCulture,
                $"What the account has of the brand '{brand}' is of format {label.Groups["format"].Value}, as the comment of {progress.Display} says, and this program plans formats up to {Newest}: a newer release made it. Nothing was run. Upgrade this program."));
        }
    }

    [GeneratedRegex("; CdcToSnowflake format (?<format>[0-9]+)$")]
    private static partial Regex Label();
}
