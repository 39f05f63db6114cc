using System.Text;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>Names as SHOW GRANTS prints them: parts joined by ".", in double quotes where they must be.</summary>
internal static class IdentifierText
{
    /// <summary>The parts, without quotes.</summary>
    public static string[] Parts(string name)
    {
        List<string> parts = [];
        StringBuilder part = new();
        bool isQuoted = false;
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '"' && isQuoted && i + 1 < name.Length && name[i + 1] == '"')
            {
                part.Append(name[i++]);
            }
            else if (name[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (name[i] == '.' && !isQuoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(name[i]);
            }
        }
        return [.. parts, part.ToString()];
    }
}
