#nullable enable
// What the simulation is built on where it is called too often for PowerShell: the world as tables, and how PowerShell
// compares. .NET's own library and the engine's only, since a full PowerShell compiles these files by Add-Type.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace Simulation
{
    /// <summary>The run that all functions work on: $global:Sim, with the world and the machine in it.</summary>
    public static class Current
    {
        /// <summary>Set once by the driver: the table stays the same, what is in it changes.</summary>
        public static Hashtable Sim { get; set; } = new Hashtable(StringComparer.OrdinalIgnoreCase);

        internal static Hashtable World => Sim.Table("world");

        internal static Hashtable Machine => Sim.Table("machine");
    }

    internal static class Values
    {
        private static readonly Dictionary<string, WildcardPattern> Patterns = new Dictionary<string, WildcardPattern>(StringComparer.Ordinal);

        /// <summary>Without PowerShell's wrapper, except for objects that are nothing else.</summary>
        internal static object? Bare(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

        internal static object? Get(this Hashtable table, string key) => Bare(table[key]);

        internal static Hashtable Table(this Hashtable table, string key) => (Hashtable)Bare(table[key])!;

        internal static string? Text(this Hashtable table, string key) => TextOf(table[key]);

        /// <summary>As "$value" is; nothing stays nothing.</summary>
        internal static string? TextOf(object? value) => Bare(value) switch
        {
            null => null,
            string text => text,
            var other => LanguagePrimitives.ConvertTo<string>(other),
        };

        internal static bool IsTrue(this Hashtable table, string key) => LanguagePrimitives.IsTrue(table[key]);

        internal static int Number(object? value) => value is null ? 0 : LanguagePrimitives.ConvertTo<int>(value);

        /// <summary>What a loop over a value goes through: nothing, one thing, or those of a list.</summary>
        internal static IEnumerable<object?> Each(object? value)
        {
            var bare = Bare(value);
            if (bare is null) yield break;
            if (bare is string || bare is not IEnumerable several || bare is IDictionary)
            {
                yield return bare;
                yield break;
            }

            foreach (var item in several) yield return Bare(item);
        }

        /// <summary>As -eq compares texts.</summary>
        internal static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

        /// <summary>As -in does, for texts.</summary>
        internal static bool In(string? text, object? values)
        {
            foreach (var value in Each(values))
            {
                if (Same(text, TextOf(value))) return true;
            }

            return false;
        }

        /// <summary>As -like does.</summary>
        internal static bool Like(string text, string pattern)
        {
            if (!Patterns.TryGetValue(pattern, out var known))
            {
                known = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
                Patterns[pattern] = known;
            }

            return known.IsMatch(text);
        }

        /// <summary>Seconds as ticks; nothing is none.</summary>
        internal static long Ticks(object? seconds) => seconds is null ? 0 : Convert.ToInt64(LanguagePrimitives.ConvertTo<double>(seconds) * 10000000, CultureInfo.InvariantCulture);

        internal static long Time(object? ticks) => ticks is long known ? known : LanguagePrimitives.ConvertTo<long>(ticks);

        internal static long Clock => Time(Current.World["clock"]);
    }
}
