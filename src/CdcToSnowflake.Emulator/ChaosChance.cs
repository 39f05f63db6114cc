using System.Runtime.CompilerServices;

namespace CdcToSnowflake.Emulator;

/// <summary>Chances of the options of chaos.</summary>
internal static class ChaosChance
{
    public static void Check(double chance, [CallerArgumentExpression(nameof(chance))] string option = "")
    {
        // NaN is neither.
        if (!(chance >= 0 && chance <= 1))
        {
            throw new ArgumentOutOfRangeException(option, chance, $"{option} is a chance: it must be from 0 to 1.");
        }
    }
}
