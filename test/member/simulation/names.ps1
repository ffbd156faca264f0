# Time as the member sees it, names, and whether it reaches anything.

# The address of a name, or nothing.
function SimAddress {
    param([string]$Name)
    if ($Name -match '^\d+(\.\d+){3}$') { return $Name }
    $names = $global:Sim.world.names
    foreach ($pattern in $names.Keys) { if ($Name -like $pattern) { return $names[$pattern] } }
    # Vaults and storage accounts have names only while they exist.
    $world = $global:Sim.world
    foreach ($kind in @{ suffix = ".$($world.cloud.vaultSuffix)"; known = $world.vaults }, @{ suffix = ".blob.$($world.cloud.storageSuffix)"; known = $world.storage }) {
        if ($Name.EndsWith($kind.suffix, 'OrdinalIgnoreCase') -and -not $kind.known.ContainsKey($Name.Substring(0, $Name.Length - $kind.suffix.Length))) { return $null }
    }
    # Public names that nobody described have some public address.
    if ($Name.Contains('.')) { $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($Name.ToLowerInvariant())); return "20.$($hash[0]).$($hash[1]).$($hash[2])" }
    $null
}

function Get-Date {
    [CmdletBinding()] param([string]$Format)
    if ($Format -eq '') { return [Simulation.Network]::LocalTime() }
    [Simulation.Network]::LocalTime().ToString($Format, [cultureinfo]::InvariantCulture)
}

function Start-Sleep {
    [CmdletBinding(DefaultParameterSetName = 'Seconds')] param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Seconds')][ValidateRange(0, 2147483)][double]$Seconds,
        [Parameter(Mandatory, ParameterSetName = 'Milliseconds')][ValidateRange(0, 2147483647)][int]$Milliseconds)
    # Windows PowerShell takes whole seconds only.
    if ($PSCmdlet.ParameterSetName -eq 'Seconds') { SimAdvance $(if ($global:SimProcess.edition -eq 'Core') { $Seconds } else { [Math]::Round($Seconds) }) } else { SimAdvance ($Milliseconds / 1000) }
    SimServicesDue
}

function Resolve-DnsName {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [Parameter(Position = 1)][string]$Type = 'A_AAAA', [switch]$QuickTimeout, [switch]$DnsOnly)
    [Simulation.Network]::Note('dns', $Name)
    if ([Simulation.Network]::NamesAreDown()) {
        SimAdvance $(if ($QuickTimeout) { 2 } else { 12 })
        SimError $PSCmdlet ([System.ComponentModel.Win32Exception]::new(1460, "$Name : This operation returned because the timeout period expired")) 'ERROR_TIMEOUT' 'OperationTimeout' $Name
        return
    }
    $answer = { param($owner, $kind, $more) $shown = [ordered]@{ Name = $owner; Type = $kind; TTL = 60; Section = 'Answer' }; foreach ($key in $more.Keys) { $shown[$key] = $more[$key] }; [pscustomobject]$shown }
    $domain = [Simulation.Directory]::DomainOf($Name)
    if ($Type -eq 'SRV') {
        # Of names that say what they are for, the domains have those that lead to their domain controllers.
        if ($null -ne $domain -and [Simulation.Network]::IsKnown($Name) -and $Name -match '^_\w+\._tcp\.') { foreach ($dc in 'dc1', 'dc2') { & $answer $Name 'SRV' ([ordered]@{ NameTarget = "$dc.$($domain.name)"; Priority = 0; Weight = 100; Port = 389 }) }; return }
    }
    else {
        # An alias is answered with what it stands for, and then with the address of that.
        $target = $Name
        while ($null -ne $global:Sim.world.domain -and $global:Sim.world.domain.aliases.ContainsKey($target) -and [Simulation.Network]::IsKnown($target)) {
            & $answer $target 'CNAME' ([ordered]@{ NameHost = $global:Sim.world.domain.aliases[$target] })
            $target = $global:Sim.world.domain.aliases[$target]
        }
        if ($Type -eq 'CNAME' -and $target -ne $Name) { return }
        $address = if (-not [Simulation.Network]::IsKnown($target)) { $null } elseif ($null -ne [Simulation.Directory]::DomainOf($target)) { '10.0.0.4' } else { SimAddress $target }
        if ($null -ne $address -and $Type -eq 'CNAME') { return [pscustomobject]@{ Name = (($Name -split '\.', 2)[-1]); Type = 'SOA'; TTL = 60; Section = 'Authority' } }
        if ($null -ne $address) { return & $answer $target 'A' ([ordered]@{ IPAddress = $address; IP4Address = $address }) }
        if ($target -ne $Name) { return }
    }
    SimError $PSCmdlet ([System.ComponentModel.Win32Exception]::new(9003, "$Name : DNS name does not exist")) 'DNS_ERROR_RCODE_NAME_ERROR' 'ResourceUnavailable' $Name
}

function Test-NetConnection {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$ComputerName, [int]$Port, [ValidateSet('Quiet', 'Detailed')][string]$InformationLevel)
    $target = $ComputerName
    while ($null -ne $global:Sim.world.domain -and $global:Sim.world.domain.aliases.ContainsKey($target)) { $target = $global:Sim.world.domain.aliases[$target] }
    $domain = [Simulation.Directory]::DomainOf($target)
    $address = if (-not [Simulation.Network]::IsKnown($target)) { $null } elseif ([Simulation.Network]::NamesAreDown()) { if ($target -match '^[\d.]+$') { $target } } elseif ($null -ne $domain) { '10.0.0.4' } else { SimAddress $target }
    $open = $null -ne $address -and -not [Simulation.Network]::IsDown() -and -not [Simulation.Network]::IsBlocked($ComputerName, $Port) -and -not [Simulation.Network]::IsBlocked($target, $Port)
    # What is inside needs no proxy; what listens there is told, or all does.
    if ($open) { $open = if ($null -eq $domain) { -not (SimProxyNeeded ([uri]"https://$target")) } else { SimListens $domain $target $Port } }
    if ($null -eq $address) { Write-Warning "Name resolution of $ComputerName failed" }
    elseif (-not $open) { SimAdvance 21; Write-Warning "TCP connect to ($address : $Port) failed" }
    if ($InformationLevel -eq 'Quiet') { return $open }
    [pscustomobject]@{ ComputerName = $ComputerName; RemotePort = $Port; RemoteAddress = $address; TcpTestSucceeded = $open }
}

function SimListens {
    param($Domain, [string]$Name, [int]$Port)
    if ($Domain.name -in $global:Sim.world.domain.blockedDomains) { return $false }
    if ($Name -match '^dc[12]\.' -and $Name.Length -eq $Domain.name.Length + 4) { return $Port -in 53, 88, 135, 389, 445, 464, 636, 3268, 3269, 9389 }
    if ($null -eq $global:Sim.world.domain.listeners) { return $true }
    @($global:Sim.world.domain.listeners | Where-Object { "${Name}:$Port" -like $_ }).Count -gt 0
}

function Get-NetTCPConnection {
    [CmdletBinding()] param([int[]]$OwningProcess, [string[]]$State)
    SimServicesDue
    $service = $global:Sim.machine.services['PBIEgwService']
    $found = @()
    if ($null -ne $service -and $service.processId -ne 0 -and ($null -eq $OwningProcess -or $service.processId -in $OwningProcess) -and ($null -eq $State -or 'Established' -in $State) -and (SimGatewayConnected $global:Sim.machine)) {
        $relay = $global:Sim.world.proxy
        $target = if ($relay.required) { SimAddress ([uri]$relay.address).Host } else { '20.38.110.7' }
        $port = if ($relay.required) { ([uri]$relay.address).Port } elseif ((SimGatewayMode) -eq 'Https') { 443 } else { 5671 }
        $found = @([pscustomobject]@{ LocalAddress = '10.0.0.10'; LocalPort = 50123; RemoteAddress = $target; RemotePort = $port; State = 'Established'; OwningProcess = [uint32]$service.processId })
    }
    if ($found.Count -eq 0) { SimError $PSCmdlet "No MSFT_NetTCPConnection objects found with property 'OwningProcess' equal to '$OwningProcess'. Verify the value of the property and retry." 'CmdletizationQuery_NotFound_OwningProcess' 'ObjectNotFound' $null; return }
    $found
}
