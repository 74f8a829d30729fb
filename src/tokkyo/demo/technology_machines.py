"""Fields of technology: machines, vehicles, instruments and fittings."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.technology import field

FIELDS = (
    field(
        "drone",
        "B64U10/13 B64C39/02 B64U50/19 B64U30/20 G05D1/10 B64U70/00 B64U2101/60",
        uspc="244/17.23",
        unit=3642,
        locarno="1207",
        terms="unmanned aerial vehicle; multicopter; rotor; flight controller; landing gear; battery compartment;"
        "camera gimbal; obstacle sensor; carbon fibre; foamed plastic; longer flight time; safer landing",
        parts="motor mount; folding arm; parachute canister; tether winch; payload hook; propeller guard; docking pad;"
        "airspeed probe; antenna mast; cargo bay; lift fan; spray boom",
        matters="glass-filled nylon; balsa core; magnesium alloy; polymethacrylimide foam; aramid honeycomb; titanium screws",
        problems="gusts during the approach to the landing pad; vibration reaching the camera; loss of a single motor;"
        "battery change between missions; collisions in dense formations",
        uses="crop spraying; parcel delivery; bridge inspection; fire fighting; aerial mapping",
        measures="take-off mass|kg|0.2|180; rotor diameter|cm|6|240; hover time|min|8|190; cruise speed|km/h|12|160",
        verbs="hover; steer; fold; dock; stabilise; release",
    ),
    field(
        "surgery",
        "A61B17/32 A61B17/3207 A61M25/00 A61B18/00 A61M25/10 A61B17/29 A61B2017/00017",
        uspc="606/169",
        unit=3771,
        locarno="2402",
        terms="ultrasonic surgical instrument; catheter; handle; waveguide; end effector; guide wire; balloon; transducer;"
        "titanium alloy; silicone rubber; less tissue damage; faster coagulation",
        parts="clamp arm; trigger; rotation knob; sheath; stent; hub; torque limiter; irrigation channel; articulation joint;"
        "marker band; jaw pad; hemostasis valve",
        matters="polyether block amide; nitinol; heparin coating; stainless steel braid; polyimide; barium sulphate",
        problems="charring of tissue at the blade; kinking in tortuous vessels; fatigue of the surgeon's hand; insufficient haptic feedback;"
        "difficult sterilisation of hollow parts",
        uses="laparoscopic surgery; coronary intervention; tumour resection; urology; veterinary treatment",
        measures="blade amplitude|µm|10|140; outer diameter|French|1.8|24; inflation pressure|atm|2|26; frequency|kHz|20|80",
        verbs="clamp; cut; inflate; articulate; steer; seal",
    ),
    field(
        "wind",
        "F03D1/06 F03D7/02 F03D80/70 F03D13/20 F03D17/00 F03D80/30 F05B2240/30",
        uspc="416/223R",
        unit=3745,
        locarno="1301",
        terms="wind turbine; rotor blade; nacelle; tower; pitch bearing; generator; gearbox; hub; glass fibre; epoxy resin;"
        "lower noise; lower structural load",
        parts="spar cap; trailing edge serration; yaw drive; down conductor; blade root insert; main shaft; transition piece;"
        "vortex generator; shear web; mooring line; pitch actuator; leading edge shell",
        matters="balsa wood; carbon pultrusion; polyurethane coating; nodular cast iron; polyester resin; grout",
        problems="leading edge erosion by rain; lightning strikes at the blade tip; tower shadow excitation; icing of blades;"
        "transport of long blades on narrow roads",
        uses="offshore farms; mountain sites; repowering of old plants; island grids; floating platforms",
        measures="rotor diameter|m|12|236; rated power|MW|0.1|18; tip speed|m/s|40|95; chord length|m|0.3|6.2",
        verbs="pitch; yaw; infuse; monitor; bolt; de-ice",
    ),
    field(
        "brake",
        "F16D65/18 B60T13/74 F16D55/226 F16D69/02 B60T8/17 F16D65/00 F16D2121/24",
        uspc="188/72.1",
        unit=3657,
        locarno="1216",
        terms="disc brake; electromechanical brake; brake caliper; brake pad; piston; brake disc; spring; electric motor;"
        "grey cast iron; copper-free friction lining; shorter braking distance; less wear",
        parts="guide pin; parking brake lever; ball screw; wear sensor; return plate; dust boot; carrier bracket; planetary stage;"
        "backing plate; hydraulic unit; pedal simulator; shim",
        matters="phenolic resin; aramid pulp; steel wool; carbon ceramic; zinc flake coating; barite",
        problems="brake squeal at low speed; residual drag after release; particle emission from the friction lining;"
        "corrosion of rarely used discs; fading under repeated stops",
        uses="passenger cars; freight wagons; electric bicycles; wind turbine rotors; aircraft wheels",
        measures="clamping force|kN|2|85; disc temperature|°C|40|760; air gap|mm|0.1|1.4; friction coefficient||0.25|0.62",
        verbs="clamp; release; actuate; brake; damp; ventilate",
    ),
    field(
        "coffee",
        "A47J31/44 A47J31/36 A47J42/38 B65D85/804 A47J31/54 A47J31/60 A47J2203/00",
        uspc="99/289R",
        unit=3761,
        locarno="0702",
        terms="coffee machine; beverage capsule; brewing chamber; water tank; pump; grinder; milk frother; filter;"
        "stainless steel; aluminium; better aroma; shorter heating time",
        parts="drip tray; piercing pin; thermoblock; portafilter; bean hopper; steam wand; flow meter; burr; capsule ejector;"
        "drain valve; user interface; pressure gauge",
        matters="borosilicate glass; compostable polymer; food-grade silicone; brass; polypropylene; filter paper",
        problems="limescale in the heater; stale coffee oils in the brewing unit; uneven extraction; dripping after removal of the cup;"
        "noise of the grinder in the morning",
        uses="household kitchens; offices; vending machines; aircraft galleys; camping",
        measures="brewing pressure|bar|1|19; water temperature|°C|60|98; dose|g|5|24; extraction time|s|15|240",
        verbs="brew; grind; froth; pierce; descale; dispense",
    ),
    field(
        "robot",
        "B25J9/16 B25J15/06 B25J13/08 B25J17/00 B25J19/06 G05B19/418 G05B2219/40",
        uspc="700/245",
        unit=3658,
        locarno="1599",
        terms="industrial robot; gripper; robot arm; joint; gear; force sensor; control unit; suction cup; aluminium; rubber;"
        "higher positioning accuracy; shorter cycle time",
        parts="tool changer; teach pendant; harmonic drive; safety skin; finger; cable guide; base plate; torque sensor;"
        "vacuum generator; vision module; brake resistor; linear axis",
        matters="thermoplastic polyurethane; carbon tube; grease; polyoxymethylene; spring steel; silicone foam",
        problems="backlash after long operation; clamping of the operator's hand; slipping of porous workpieces; kinematic singularities;"
        "recalibration after a collision",
        uses="bin picking; assembly lines; laboratory automation; fruit harvesting; palletising",
        measures="payload|kg|0.5|1300; repeatability|mm|0.01|0.5; joint speed|°/s|20|720; vacuum level|kPa|10|92",
        verbs="grip; calibrate; teach; rotate; lift; place",
    ),
    field(
        "printer",
        "B33Y10/00 B29C64/153 B22F10/28 B33Y30/00 B29C64/209 B22F12/00 B33Y2080/00",
        uspc="264/497",
        unit=1743,
        locarno="1599",
        terms="three-dimensional printer; powder bed system; build platform; laser; powder container; print head; nozzle;"
        "recoater; metal powder; photopolymer; smoother surface; shorter build time",
        parts="gas flow duct; galvanometer scanner; support structure; heated chamber; overflow bin; melt pool camera; filament feeder;"
        "resin vat; peel film; sieving station; calibration plate; infill lattice",
        matters="nickel superalloy; polyamide powder; argon; binder jet ink; polylactic acid; maraging steel",
        problems="spatter falling on the powder bed; curling of overhanging parts; clogging of the nozzle; residual stress;"
        "anisotropic strength between layers",
        uses="turbine blades; dental crowns; spare parts; orthopaedic implants; mould inserts",
        measures="layer height|µm|10|400; laser power|W|40|1200; scan speed|mm/s|80|7000; chamber temperature|°C|25|320",
        verbs="melt; recoat; cure; extrude; sinter; sieve",
    ),
    field(
        "lock",
        "E05B47/00 E05B49/00 E05B15/02 E05B17/22 G07C9/00 E05B1/00 E05B2047/0095",
        uspc="70/278.1",
        unit=3675,
        locarno="0806",
        terms="electronic lock; door handle; lock cylinder; bolt; key; latch; actuator; radio module; brass; zinc die casting;"
        "better burglary protection; easier operation",
        parts="strike plate; clutch disc; tumbler pin; escutcheon; keypad; battery tray; hub; thumb turn; door position switch;"
        "anti-drill plate; panic bar; side bar",
        matters="hardened steel; polyoxymethylene; stainless spring wire; bronze; nickel plating; sealing elastomer",
        problems="bumping and picking of pin tumblers; flat batteries that lock users out; relay attacks on the radio link;"
        "sagging doors; freezing in outdoor use",
        uses="hotel rooms; parcel lockers; fire doors; bicycles; shipping containers",
        measures="bolt throw|mm|8|32; standby current|µA|2|90; holding force|N|200|12000; key code length|bit|16|256",
        verbs="unlock; engage; authenticate; couple; retract; disable",
    ),
)
