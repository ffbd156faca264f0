# Windows services, and the two CIM classes around them.
# machine.services maps a name to @{ name; display; status; startType; startName; nextStartName; processId; diesAt; path }.

function SimAddService {
    param([string]$Name, [string]$Display, [string]$StartType, [string]$StartName, [string]$Path)
    $global:Sim.machine.services[$Name] = @{
        name = $Name; display = $Display; status = 'Stopped'; startType = $StartType; startName = $StartName; nextStartName = $StartName
        processId = 0; diesAt = $null; since = 0; path = $Path
    }
    $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$Name"
    SimPutValue $key 'ImagePath' $Path 'ExpandString'
    SimPutValue $key 'ObjectName' $StartName
    SimPutValue $key 'Start' (SimStartNumber $StartType) 'DWord'
}

function SimStartNumber { param([string]$StartType) @{ Automatic = 2; AutomaticDelayedStart = 2; Manual = 3; Disabled = 4 }[$StartType] }

# A service that fails soon after its start looks well at first.
function SimServicesDue {
    $now = [Simulation.Network]::Now()
    foreach ($service in $global:Sim.machine.services.Values) {
        if ($null -ne $service.diesAt -and $service.diesAt -le $now) { SimServiceFailed $service }
    }
}

function SimServiceDown {
    param($Service)
    $global:Sim.machine.processes.Remove($Service.processId)
    $Service.status = 'Stopped'
    $Service.processId = 0
    $Service.diesAt = $null
}

function SimServiceFailed {
    param($Service)
    SimEvent 7034 "The $($Service.display) service terminated unexpectedly."
    SimServiceDown $Service
}

# The system's event log, as far as services write to it.
function SimEvent {
    param([int]$Id, [string]$Message)
    $global:Sim.machine.events.Add(@{ id = $Id; message = $Message; time = [Simulation.Network]::Now() })
}

# Starts a service; answers why it cannot be started, or nothing.
function SimServiceUp {
    param($Service)
    if ($Service.startType -eq 'Disabled') { return 'The service cannot be started, either because it is disabled or because it has no enabled devices associated with it.' }
    $Service.startName = $Service.nextStartName
    $refusal = SimLogonRefusal $Service.startName
    if ($null -ne $refusal) { return $refusal }
    $Service.status = 'Running'
    $Service.since = [Simulation.Network]::Now()
    $process = SimNewProcess ([Simulation.Paths]::Leaf($Service.path.Trim('"')).Replace('.exe', '')) 'service' $Service.path
    $Service.processId = $process.id
    $Service.diesAt = $null
    if ($Service.name -eq 'PBIEgwService') {
        $null = SimProfile $Service.startName
        if ($null -ne (SimGatewayStartProblem)) { $Service.diesAt = [Simulation.Network]::Now() + [Simulation.Network]::Ticks(3) }
    }
    return $null
}

# Why Windows refuses to log an account on as a service, or nothing.
function SimLogonRefusal {
    param([string]$Account)
    # The gateway's own has the right by name, and a group policy may take it away.
    if ($Account -eq 'NT SERVICE\PBIEgwService' -and 'SeServiceLogonRight' -notin @($global:Sim.machine.rights['S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079'])) { return 'The service did not start due to a logon failure.' }
    if ($Account -like 'NT SERVICE\*' -or $Account -in 'LocalSystem', 'NT AUTHORITY\LocalService', 'NT AUTHORITY\NetworkService') { return $null }
    $managed = SimManagedAccount $Account
    $failed = 'The service did not start due to a logon failure.'
    if ($null -eq $managed -or -not $managed.enabled) { return $failed }
    if ('SeServiceLogonRight' -notin @($global:Sim.machine.rights[$managed.sid])) { return $failed }
    if (-not (SimMayRetrieve $managed)) { return $failed }
    # Otherwise Windows takes the account for one whose password somebody has given it.
    if ($managed.name -and @($global:Sim.machine.services.Values | Where-Object { $_.nextStartName -eq $Account -and "$([Simulation.Registry]::Value("HKLM:\SYSTEM\CurrentControlSet\Services\$($_.name)", 'ServiceAccountManaged'))" -ne '1' }).Count -gt 0) { return $failed }
    $null
}

# Where an account's profile is. Windows makes it at the account's first logon.
function SimProfile {
    param([string]$Account)
    if ($Account -eq 'LocalSystem') { return 'C:\Windows\system32\config\systemprofile' }
    $path = 'C:\Windows\ServiceProfiles\' + [Simulation.Paths]::Leaf($Account)
    if ($null -eq [Simulation.Files]::Node($path)) {
        [Simulation.Files]::PutFolder("$path\AppData\Local\Temp")
        $managed = SimManagedAccount $Account
        $sid = if ($null -ne $managed) { $managed.sid } elseif ($Account -eq 'NT SERVICE\PBIEgwService') { 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079' } else { 'S-1-5-20' }
        SimPutValue "HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$sid" 'ProfileImagePath' $path 'ExpandString'
    }
    $path
}

function SimServiceObject {
    param($Service)
    $object = SimNewObject 'System.ServiceProcess.ServiceController' ([ordered]@{ Name = $Service.name; ServiceName = $Service.name; DisplayName = $Service.display; Status = $Service.status; StartType = $Service.startType; CanStop = $Service.status -eq 'Running'; SimService = $Service })
    SimMethod $object 'Refresh' { SimServicesDue; $this.Status = $this.SimService.status }
    SimMethod $object 'WaitForStatus' {
        param($status, $timeout)
        SimServicesDue
        if ($this.SimService.status -ne "$status") {
            SimAdvance $(if ($null -eq $timeout) { 86400 } else { ([timespan]$timeout).TotalSeconds })
            SimServicesDue
            $this.Status = $this.SimService.status
            if ($this.Status -ne "$status") { throw [System.TimeoutException]::new('Time out has expired and the operation has not been completed.') }
        }
        $this.Status = $this.SimService.status
    }
    $object
}

function SimFindServices {
    param($Cmdlet, [string[]]$Name)
    SimServicesDue
    foreach ($one in $Name) {
        $exact = $global:Sim.machine.services[$one]
        if ($null -ne $exact) { $exact; continue }
        $found = @($global:Sim.machine.services.Values | Where-Object { $_.name -like $one } | Sort-Object -Property { $_.name })
        if ($found.Count -eq 0 -and $one -notmatch '[*?]') {
            SimError $Cmdlet "Cannot find any service with service name '$one'." 'NoServiceFoundForGivenName' 'ObjectNotFound' $one
        }
        foreach ($service in $found) { $service }
    }
}

function Get-Service {
    [CmdletBinding()] param([Parameter(Position = 0)][string[]]$Name = '*')
    foreach ($service in @(SimFindServices $PSCmdlet $Name)) { SimServiceObject $service }
}

function SimStartOne {
    param($Cmdlet, $Service)
    if ($Service.status -eq 'Running') { return }
    $holder = @{ refusal = $null }
    if (SimEffect $Cmdlet 'service.start' $Service.name { $holder.refusal = SimServiceUp $Service }) {
        if ($null -ne $holder.refusal) {
            SimEvent 7000 "The $($Service.display) service failed to start due to the following error: $($holder.refusal)"
            $inner = [System.InvalidOperationException]::new("Cannot start service $($Service.name) on computer '.'.", [System.ComponentModel.Win32Exception]::new($holder.refusal))
            SimError $Cmdlet ([System.InvalidOperationException]::new("Service '$($Service.display) ($($Service.name))' cannot be started due to the following error: Cannot start service $($Service.name) on computer '.'.", $inner)) 'CouldNotStartService' 'OpenError' $Service.name
        }
    }
}

function SimStopOne {
    param($Cmdlet, $Service)
    if ($Service.status -eq 'Stopped') { return $true }
    SimEffect $Cmdlet 'service.stop' $Service.name { SimServiceDown $Service }
}

function Start-Service {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Name)
    foreach ($service in @(SimFindServices $PSCmdlet $Name)) { SimStartOne $PSCmdlet $service }
}

function Stop-Service {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Name, [switch]$Force, [switch]$NoWait)
    foreach ($service in @(SimFindServices $PSCmdlet $Name)) { $null = SimStopOne $PSCmdlet $service }
}

function Restart-Service {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Name, [switch]$Force)
    foreach ($service in @(SimFindServices $PSCmdlet $Name)) { if (SimStopOne $PSCmdlet $service) { SimStartOne $PSCmdlet $service } }
}

function Set-Service {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [ValidateSet('Automatic', 'Manual', 'Disabled')][string]$StartupType)
    foreach ($service in @(SimFindServices $PSCmdlet $Name)) {
        if ($StartupType -eq '' -or $service.startType -eq $StartupType) { continue }
        $null = SimEffect $PSCmdlet 'service.set' "$($service.name) StartupType=$StartupType" {
            $service.startType = $StartupType
            SimPutValue "HKLM:\SYSTEM\CurrentControlSet\Services\$($service.name)" 'Start' (SimStartNumber $StartupType) 'DWord'
        }
    }
}

# --- CIM -----------------------------------------------------------------------------------------------------------

function Get-CimInstance {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$ClassName, [string]$Filter)
    switch ($ClassName) {
        'Win32_Service' {
            SimServicesDue
            $name = $null
            if ($Filter -ne '') {
                if ($Filter -notmatch "^\s*Name\s*=\s*['`"]([^'`"]+)['`"]\s*$") { SimFail $PSCmdlet 'Invalid query' 'HRESULT 0x80041017' 'InvalidArgument' $Filter }
                $name = $Matches[1]
            }
            foreach ($service in @($global:Sim.machine.services.Values)) {
                if ($null -ne $name -and $service.name -ne $name) { continue }
                # StartName is what the service will log on as at its next start.
                SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service' ([ordered]@{
                    Name = $service.name; DisplayName = $service.display; State = $service.status; StartName = $service.nextStartName
                    StartMode = $(if ($service.startType -like 'Automatic*') { 'Auto' } else { $service.startType }); ProcessId = [uint32]$service.processId; PathName = $service.path; Started = $service.status -eq 'Running'
                })
            }
        }
        'Win32_Process' {
            SimProcessesDue
            if ($Filter -ne '' -and $Filter -notmatch "^\s*Name\s*=\s*['`"]([^'`"]+)['`"]\s*$") { SimFail $PSCmdlet 'Invalid query' 'HRESULT 0x80041017' 'InvalidArgument' $Filter }
            $name = if ($Filter -eq '') { $null } else { $Matches[1] }
            foreach ($process in @($global:Sim.machine.processes.Values | Where-Object { -not $_.finished })) {
                if ($null -ne $name -and "$($process.name).exe" -ne $name) { continue }
                SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Process' ([ordered]@{
                    Name = "$($process.name).exe"; ProcessId = [uint32]$process.id; CommandLine = $process.commandLine
                })
            }
        }
        'Win32_ComputerSystem' {
            $machine = $global:Sim.machine
            # A test may have it tell of a join only after the restart.
            $told = [bool]$machine.domain.joined -and -not ($machine.domain['toldAfterRestart'] -eq $true -and $machine.domain.restartNeeded)
            SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_ComputerSystem' ([ordered]@{
                Name = $machine.name; PartOfDomain = $told; Domain = $(if ($told) { $machine.domain.name } else { 'WORKGROUP' }); Workgroup = $(if ($told) { $null } else { 'WORKGROUP' })
                TotalPhysicalMemory = [uint64]68719476736; NumberOfLogicalProcessors = 8
            })
        }
        'Win32_OperatingSystem' {
            # When Windows started is what its clock says now, less how long it runs.
            SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_OperatingSystem' ([ordered]@{
                LastBootUpTime = [datetime]::new($global:Sim.machine.bootedAt + [Simulation.Network]::Ticks([Simulation.Network]::ClockOffset()), 'Utc'); LocalDateTime = [Simulation.Network]::LocalTime(); ProductType = $global:Sim.machine.productType; Caption = $global:Sim.machine.caption; Version = '10.0.26100'
            })
        }
        default { SimError $PSCmdlet 'Invalid class ' 'HRESULT 0x80041010,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand' 'MetadataError' $ClassName }
    }
}

function Invoke-CimMethod {
    [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)]$InputObject, [Parameter(Mandatory, Position = 1)][string]$MethodName, [Parameter(Position = 2)][System.Collections.IDictionary]$Arguments)
    process {
        if ($MethodName -eq 'JoinDomainOrWorkgroup') { SimJoinDomain $PSCmdlet $Arguments; return }
        if ($MethodName -ne 'Change') { SimFail $PSCmdlet "The simulation has Win32_Service.Change and Win32_ComputerSystem.JoinDomainOrWorkgroup, not $MethodName." 'NotSimulated' 'NotImplemented' $MethodName }
        $service = $global:Sim.machine.services[$InputObject.Name]
        $answer = 0
        $account = if ($null -ne $Arguments -and $Arguments.Contains('StartName')) { [string]$Arguments['StartName'] } else { $null }
        if ($null -ne $account) {
            $full = SimCanonicalAccount $account
            if ($null -eq $full) { $answer = 22 }
            else {
                # A managed account has no password to give; a virtual one neither.
                $password = if ($Arguments.Contains('StartPassword')) { $Arguments['StartPassword'] } else { $null }
                if (-not [string]::IsNullOrEmpty([string]$password)) { $answer = 22 }
                elseif (-not (SimEffect $PSCmdlet 'service.account' "$($service.name) StartName=$full" {
                    $service.nextStartName = $full
                    SimPutValue "HKLM:\SYSTEM\CurrentControlSet\Services\$($service.name)" 'ObjectName' $full
                })) { return }
            }
        }
        [pscustomobject]@{ ReturnValue = [uint32]$answer; PSComputerName = $null }
    }
}

# The name as Windows keeps it, or nothing for an account that is not known here.
function SimCanonicalAccount {
    param([string]$Account)
    if ($Account -in 'LocalSystem', '.\LocalSystem', 'NT AUTHORITY\SYSTEM') { return 'LocalSystem' }
    if ($Account -in 'NT AUTHORITY\LocalService', 'NT AUTHORITY\NetworkService') { return $Account }
    if ($Account -match '^NT SERVICE\\(.+)$') { if ($global:Sim.machine.services.ContainsKey($Matches[1])) { return "NT SERVICE\$($Matches[1])" } else { return $null } }
    $managed = SimManagedAccount $Account
    if ($null -eq $managed) { return $null }
    "$($managed.netbios)\$($managed.name)`$"
}

function Get-WinEvent {
    [CmdletBinding()] param([Parameter(Mandatory)][System.Collections.IDictionary]$FilterHashtable, [long]$MaxEvents = [long]::MaxValue)
    SimServicesDue
    $from = if ($FilterHashtable.Contains('StartTime')) { ([datetime]$FilterHashtable['StartTime']).Ticks - [Simulation.Network]::Ticks([Simulation.Network]::ClockOffset()) } else { 0 }
    $found = @(if ($FilterHashtable['LogName'] -eq 'System') { foreach ($record in $global:Sim.machine.events) { if ($record.time -ge $from -and ($null -eq $FilterHashtable['Id'] -or $record.id -in @($FilterHashtable['Id']))) { $record } } })
    if ($found.Count -eq 0) { SimError $PSCmdlet 'No events were found that match the specified selection criteria.' 'NoMatchingEventsFound' 'ObjectNotFound' $null; return }
    [array]::Reverse($found)
    foreach ($record in ($found | Select-Object -First ([int][Math]::Min($MaxEvents, 1000)))) { [pscustomobject]@{ Id = $record.id; Message = $record.message; TimeCreated = [datetime]::new($record.time, 'Utc'); ProviderName = 'Service Control Manager'; LogName = 'System'; LevelDisplayName = 'Error' } }
}
